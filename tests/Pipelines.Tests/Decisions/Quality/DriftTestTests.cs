using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Tests.Decisions.Quality;

public sealed class DriftTestTests
{
    private const int Columns = 240, Reference = 2_000;

    // With TAURIC_TORTURE=1 trials enough to tell 1 % from 1.3 %.
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 50, 50, Torture.Or(100_000, 10_000) }, { 50, 1000, Torture.Or(40_000, 10_000) },
        { 1000, 50, Torture.Or(40_000, 10_000) }, { 199, 199, Torture.Or(60_000, 10_000) },
        { 200, 200, Torture.Or(60_000, 10_000) }, { 1000, 1000, Torture.Or(20_000, 5_000) },
        { 10_000, 10_000, Torture.Or(20_000, 200) }, { 100_000, 100_000, Torture.Or(8_000, 20) },
    };

    public static TheoryData<int, int> Days => new()
    {
        { 50, Torture.Or(10_000, 60) }, { 200, Torture.Or(10_000, 60) }, { 1000, Torture.Or(10_000, 15) },
        { 10_000, Torture.Or(4_000, 3) },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Without_drift_one_test_in_a_hundred_alarms(int reference, int current, int trials)
    {
        DriftTest[] tests = Drawn(reference, current, trials);
        double bins = (double)tests.Count(test => test.IsAlarm) / trials;
        double ks = (double)tests.Count(test => test.KsP < DriftTest.FalseAlarms) / trials;
        double psi = (double)tests.Count(test => test.Psi > test.PsiThreshold) / trials;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{reference}/{current}: bins {bins:P2}, ks {ks:P2}, psi {psi:P2} of {trials}");
        double slack = 0.003 + (Torture.Or(0, 4) * Math.Sqrt(0.01 / trials));
        Assert.InRange(bins, 0.01 - slack, 0.01 + slack);
        Assert.InRange(ks, 0.01 - slack, 0.01 + slack);
        Assert.InRange(psi, 0.01 - slack, 0.01 + slack);
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Without_drift_one_day_of_240_columns_in_a_hundred_alarms(int rows, int days)
    {
        DriftTest[] tests = Drawn(Reference, rows, days * Columns);
        double alarms = (double)tests.Chunk(Columns).Count(day => Believed(day).Contains(true)) / days;
        double tail = (double)tests.Count(test => test.P < 0.001) / tests.Length;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{rows} rows: {alarms:P2} of {days} days; p under 0.001 in {tail:P3} of the columns");
        double slack = 0.003 + (Torture.Or(1, 4) * Math.Sqrt(0.01 / days));
        Assert.InRange(alarms, 0.01 - slack, 0.01 + slack);
        // What a test among many asks of the tail shows in fewer days than their alarms.
        slack = 0.0003 + (4 * Math.Sqrt(0.001 / tests.Length));
        Assert.InRange(tail, 0.001 - slack, 0.001 + slack);
    }

    [Theory]
    [InlineData(50, 1.2, 1.0)]
    [InlineData(50, 0.0, 4.0)]
    [InlineData(200, 0.6, 1.0)]
    [InlineData(200, 0.0, 1.7)]
    [InlineData(1000, 0.3, 1.0)]
    [InlineData(1000, 0.0, 1.25)]
    public void A_column_that_moved_is_believed_among_240(int rows, double shift, double spread)
    {
        const int days = 50;
        DriftTest[] tests = Drawn(Reference, rows, Columns);
        int found = Enumerable.Range(0, days).Count(day =>
        {
            var random = CounterRandom.For(5, "moved", $"{day}");
            double[] before = Normals(ref random, Reference, 0, 1), now = Normals(ref random, rows, shift, spread);
            tests[7] = DriftTest.Of(before, now)!.Value;
            return Believed(tests)[7];
        });
        Assert.InRange(found, days * 9 / 10, days);
    }

    [Fact]
    public void A_shift_of_a_deviation_is_seen_in_50_rows()
    {
        var random = CounterRandom.For(3, "shift");
        DriftTest test = DriftTest.Of(Normals(ref random, 50, 0, 1), Normals(ref random, 50, 1, 1))!.Value;
        Assert.True(test.IsAlarm && test.KsP < 0.01 && test.Psi > test.PsiThreshold, $"{test}");
        Assert.True(test.Psi > 0.25);
    }

    [Fact]
    public void Too_few_rows_are_not_judged() => Assert.Null(DriftTest.Of(new double[49], new double[1000]));

    [Fact]
    public void A_column_of_one_value_does_not_drift() =>
        Assert.False(DriftTest.Of(new double[500], new double[500])!.Value.IsAlarm);

    /// <summary>The tests of so many columns that did not move, each of its own random numbers.</summary>
    private static DriftTest[] Drawn(int reference, int current, int columns)
    {
        var tests = new DriftTest[columns];
        Parallel.For(0, columns, () => (X: new double[reference], Y: new double[current]), (column, _, room) =>
        {
            var random = CounterRandom.For(11, "drift", $"{reference}/{current}/{column}");
            foreach (ref double value in room.X.AsSpan()) value = random.NextUniform();
            foreach (ref double value in room.Y.AsSpan()) value = random.NextUniform();
            tests[column] = DriftTest.Of(room.X, room.Y)!.Value;
            return room;
        }, _ => { });
        return tests;
    }

    private static bool[] Believed(DriftTest[] day) =>
        FalseDiscovery.Reject([.. day.Select(test => test.P)], DriftTest.FalseAlarms);

    private static double[] Normals(ref CounterRandom random, int rows, double mean, double spread)
    {
        var values = new double[rows];
        foreach (ref double value in values.AsSpan()) value = mean + (spread * random.NextNormal());
        return values;
    }
}
