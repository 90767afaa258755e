namespace Tauric.Kernels.Statistics;

/// <summary>What knowing the feature y takes off the entropy of the target x, in nats, and the gain ratio.</summary>
/// <remarks>
/// gain = H(x) − H(x|y) = I(x;y); ratio = gain / H(y), 0 when y is flat: it keeps features of many values from winning
/// (Quinlan 1986). Both columns are cut at their own quantiles into <paramref name="States"/> bins
/// (<see cref="QuantileBins"/>).
/// </remarks>
/// <param name="States">2 to 32.</param>
[Kernel("information_gain")]
public sealed record InformationGain(int States = 5) : Statistic
{
    private static readonly string[] Names = ["gain", "gain_ratio"];

    public override IReadOnlyList<string> Outputs => Names;

    public override SampleShape Shape => SampleShape.Pairs;

    public override int RowsMin => 1;

    public int States { get; } = Within(2, Information.StatesMax, States);

    protected override void Of(in Samples samples, Span<double> values)
    {
        (double gain, _, double ofFeature) = Information.OfPairs(samples, States);
        values[0] = gain;
        values[1] = Ratio.Of(gain, ofFeature);
    }
}
