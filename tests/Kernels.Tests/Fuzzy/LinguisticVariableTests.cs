using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class LinguisticVariableTests
{
    private static readonly LinguisticVariable Rsi = new("rsi");

    public static TheoryData<string> Partitions => ["triangular", "trapezoid", "pi"];

    [Fact]
    public void Columns_are_named_by_variable_and_state()
    {
        Assert.Equal(["rsi_very_low", "rsi_low", "rsi_medium", "rsi_high", "rsi_very_high"], Rsi.Columns);
        Assert.Equal(
            ["sma_trend_down", "sma_trend_neutral", "sma_trend_up"],
            new LinguisticVariable("sma_trend", StateNames.Trend).Columns);
        Assert.Equal("volume_normal", new LinguisticVariable("volume", StateNames.Levels("normal")).Columns[2]);
    }

    // Mean 50 and deviation 10 before, RSI 53 then, is a score of 0.3: medium 0.7, high 0.3.
    [Theory]
    [InlineData(0.3, new[] { 0, 0, 0.7, 0.3, 0 })]
    [InlineData(0, new double[] { 0, 0, 1, 0, 0 })]
    [InlineData(-1.75, new[] { 0.75, 0.25, 0, 0, 0 })]
    [InlineData(2, new double[] { 0, 0, 0, 0, 1 })]
    [InlineData(9, new double[] { 0, 0, 0, 0, 1 })]
    [InlineData(-1e300, new double[] { 1, 0, 0, 0, 0 })]
    public void Five_states_of_a_score(double score, double[] expected) => AssertClose(expected, Degrees(Rsi, score));

    [Fact]
    public void The_outermost_centres_are_where_the_reach_ends_for_any_number_of_states()
    {
        AssertClose([0, 0.5, 0.5], Degrees(new("trend", StateNames.Trend), 1));
        AssertClose([0, 0, 1], Degrees(new("trend", StateNames.Trend), 2));
        AssertClose([0, 0, 0, 1], Degrees(new("x", ["a", "b", "c", "d"], reach: 3), 3));
        AssertClose([0, 0.5, 0.5, 0], Degrees(new("x", ["a", "b", "c", "d"], reach: 3), 0));
    }

    [Theory]
    [MemberData(nameof(Partitions))]
    public void Degrees_of_a_row_add_up_to_1(string shape)
    {
        var states = Gen.Choose(2, 9).ToArbitrary();
        Prop.ForAll(states, ArbMap.Default.ArbFor<NormalFloat>(), (n, score) =>
        {
            string[] names = [.. Enumerable.Range(0, n).Select(i => $"state{i}")];
            var variable = new LinguisticVariable("x", names, shape: KernelCatalogue<IMembership>.Get(shape));
            return Math.Abs(Degrees(variable, score.Get / 10).Sum() - 1) < 1e-15;
        }).Holds();
    }

    [Fact]
    public void Mirrored_scores_have_mirrored_degrees() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), score =>
            Degrees(Rsi, score.Get).Zip(Degrees(Rsi, -score.Get).Reverse())
                .All(pair => Math.Abs(pair.First - pair.Second) < 1e-15)).Holds();

    [Fact]
    public void Any_cut_gives_the_same_bits()
    {
        var random = CounterRandom.For(2, "scores");
        double[] scores = [double.NaN, .. Enumerable.Range(0, 600).Select(_ => 2 * random.NextNormal())];
        double[] whole = Degrees(Rsi, scores);
        for (int row = 0; row < scores.Length; row++)
        {
            double[] one = Degrees(Rsi, scores[row]);
            Assert.All(Enumerable.Range(0, 5), state => Assert.Equal(one[state], whole[(state * scores.Length) + row]));
        }
    }

    [Fact]
    public void What_is_not_defined_stays_so() =>
        Assert.All(Degrees(Rsi, double.NaN), degree => Assert.Equal(double.NaN, degree));

    [Fact]
    public void A_batch_allocates_nothing()
    {
        double[] scores = new double[1000], degrees = new double[5000];
        Rsi.Degrees(scores, degrees);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Rsi.Degrees(scores, degrees);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_definition_that_makes_no_sense_is_refused()
    {
        Refused("no name", () => new("", StateNames.Trend));
        Refused("1 states", () => new("x", ["only"]));
        Refused("twice", () => new("x", ["a", "b", "a"]));
        Refused("without a name", () => new("x", ["a", ""]));
        Refused("above 0", () => new("x", reach: 0));
        Refused("not 1", () => new("x", shape: new SCurve()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rsi.Degrees(new double[2], new double[9]));
    }

    private static void Refused(string why, Func<LinguisticVariable> define) =>
        Assert.Contains(why, Assert.Throws<PlanException>(define).Message, StringComparison.Ordinal);

    private static double[] Degrees(LinguisticVariable variable, params double[] scores)
    {
        var degrees = new double[variable.States.Count * scores.Length];
        variable.Degrees(scores, degrees);
        return degrees;
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }
}
