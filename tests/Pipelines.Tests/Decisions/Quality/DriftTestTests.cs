using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Tests.Decisions.Quality;

public sealed class DriftTestTests
{
    // With TAURIC_TORTURE=1 trials enough to tell 1 % from 1.3 %.
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 50, 50, Torture.Or(100_000, 20_000) }, { 50, 1000, Torture.Or(40_000, 10_000) },
        { 1000, 50, Torture.Or(40_000, 10_000) }, { 199, 199, Torture.Or(60_000, 10_000) },
        { 200, 200, Torture.Or(60_000, 10_000) }, { 1000, 1000, Torture.Or(20_000, 5_000) },
        { 10_000, 10_000, Torture.Or(10_000, 200) }, { 100_000, 100_000, Torture.Or(8_000, 20) },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Without_drift_one_test_in_a_hundred_alarms(int reference, int current, int trials)
    {
        double[] x = new double[reference], y = new double[current];
        int psi = 0, ks = 0;
        var random = CounterRandom.For(11, "drift", $"{reference}/{current}");
        for (int trial = 0; trial < trials; trial++)
        {
            foreach (ref double value in x.AsSpan()) value = random.NextUniform();
            foreach (ref double value in y.AsSpan()) value = random.NextUniform();
            DriftTest test = DriftTest.Of(x, y)!.Value;
            psi += test.IsAlarm ? 1 : 0;
            ks += test.KsP < DriftTest.FalseAlarms ? 1 : 0;
            Assert.Equal(test.IsAlarm, test.Psi > test.PsiThreshold);
        }

        double slack = 0.003 + Torture.Or(0, 4) * Math.Sqrt(0.01 / trials);
        Assert.All((int[])[psi, ks],
            alarms => Assert.InRange((double)alarms / trials, 0.01 - slack, 0.01 + slack));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{reference}/{current}: psi {(double)psi / trials:P2}, ks {(double)ks / trials:P2}");
    }

    [Fact]
    public void A_shift_of_a_deviation_is_seen_in_50_rows()
    {
        var random = CounterRandom.For(3, "shift");
        double[] x = Normals(ref random, 50, 0), y = Normals(ref random, 50, 1);
        DriftTest test = DriftTest.Of(x, y)!.Value;
        Assert.True(test.IsAlarm && test.KsP < 0.01, $"{test}");
        Assert.True(test.Psi > 0.25);
    }

    [Fact]
    public void Too_few_rows_are_not_judged() => Assert.Null(DriftTest.Of(new double[49], new double[1000]));

    [Fact]
    public void A_column_of_one_value_does_not_drift() =>
        Assert.False(DriftTest.Of(new double[500], new double[500])!.Value.IsAlarm);

    private static double[] Normals(ref CounterRandom random, int rows, double mean)
    {
        var values = new double[rows];
        foreach (ref double value in values.AsSpan()) value = mean + random.NextNormal();
        return values;
    }
}
