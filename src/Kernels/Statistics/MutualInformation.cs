namespace Tauric.Kernels.Statistics;

/// <summary>
/// How much two columns tell of each other, in nats: 0 when independent, the entropy when one is the other.
/// </summary>
/// <remarks>
/// Both columns are cut into <paramref name="States"/> bins at their own quantiles (<see cref="QuantileBins"/>); the
/// plug-in estimate of I(x;y), biased upwards by about (States−1)²/2n (Miller 1955). Of many columns at once:
/// <see cref="InformationMatrix"/>, the same bits.
/// </remarks>
/// <param name="States">2 to 32.</param>
[Kernel("mutual_information")]
public sealed record MutualInformation(int States = 5) : Statistic
{
    private static readonly string[] Names = ["mutual_information"];

    public override IReadOnlyList<string> Outputs => Names;

    public override SampleShape Shape => SampleShape.Pairs;

    public override int RowsMin => 1;

    public int States { get; } = Within(2, Information.StatesMax, States);

    protected override void Of(in Samples samples, Span<double> values) =>
        values[0] = Information.OfPairs(samples, States).Mutual;
}
