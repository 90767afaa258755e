using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class InformationGainTests : StatisticContract
{
    protected override IStatistic Typical => new InformationGain(5);

    protected override double[] WhenFlat => [0, 0];

    protected override int[] Degrees => [0, 0];

    protected override double[] Shifts => [0, 0];

    /// <summary>
    /// The feature halves the rows and tells one half of the target: ¾ln(4/3) + ¼ln4 less half of ln2.
    /// </summary>
    [Fact]
    public void Is_the_entropy_taken_off_the_target()
    {
        double gain = (0.75 * Math.Log(4.0 / 3)) + (0.25 * Math.Log(4)) - (0.5 * Math.Log(2));
        double[] values = Compute(new InformationGain(2), [0, 0, 0, 1], 5, 5, 6, 6);
        AssertClose([gain, gain / Math.Log(2)], values, 1e-15);
    }

    protected override double[] Textbook(double[] x, double[] y)
    {
        double gain = MutualInformationTests.Of(x, y), n = y.Length;
        double split = -MutualInformationTests.Cut(y).GroupBy(s => s).Sum(s => s.Count() / n * Math.Log(s.Count() / n));
        return [gain, split == 0 ? 0 : gain / split];
    }
}
