using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels;
using Tauric.Kernels.Fuzzy;
using Tauric.Kernels.Patterns;

namespace Tauric.Bench;

/// <summary>Every registered membership and t-norm by name, then what the stories make of them.</summary>
[Benchmark("fuzzy", "memberships, t-norms, calibration, states of a variable, the six patterns: a tile at a time")]
internal sealed class FuzzySpeed : IBenchmark
{
    // What a fused pass hands over at a time: inputs and outputs stay in the core's cache.
    private const int Rows = 256;

    private readonly List<byte> _answers = [];
    private long _allocated;
    private bool _inRange = true;

    public void Run(Measurement measurement)
    {
        double[] scores = Around("scores", level: 0), first = new double[Rows], second = new double[Rows];
        foreach ((string name, IMembership set) in KernelCatalogue<IMembership>.All)
        {
            Time(measurement, name, "ns/value", first, () => set.Degrees(scores, first));
        }

        new Triangular().Degrees(scores, first);
        new Gaussian().Degrees(scores, second);
        double[] joined = new double[Rows];
        foreach ((string name, ITriangularNorm norm) in KernelCatalogue<ITriangularNorm>.All)
        {
            Time(measurement, $"{name} and", "ns/value", joined, () => norm.And(first, second, joined));
            Time(measurement, $"{name} or", "ns/value", joined, () => norm.Or(first, second, joined));
        }

        Stories(measurement, scores);
        measurement.Figure("most a tile allocates", _allocated, "bytes");
        measurement.Check("degrees and scores are in [0, 1]", _inRange);
        measurement.Hash(CollectionsMarshal.AsSpan(_answers));
    }

    private void Stories(Measurement measurement, double[] scores)
    {
        var variable = new LinguisticVariable("rsi");
        var degrees = new double[Rows * variable.States.Count];
        Time(measurement, "five states", "ns/value", degrees, () => variable.Degrees(scores, degrees));

        var calibration = new RollingCalibration();
        double[] history = Around("history", level: 100)[..calibration.Window], prices = Around("prices", level: 100);
        var standard = new double[Rows];
        Time(measurement, "calibration over 60", "ns/value", standard, Standardise, isDegree: false);

        var matcher = new PatternMatcher(NamedPatterns.All);
        double[][] values = [.. matcher.Series.Select(series => Around(series, level: 100))];
        double[] scales = [.. Enumerable.Repeat(1.5, Rows)], seen = new double[Rows * matcher.Patterns.Count];
        Match(); // The first tile warms up.
        Time(measurement, "six patterns", "ns/bar", seen, Match);

        void Standardise() => calibration.Scores(history, prices, standard);

        void Match()
        {
            for (int series = 0; series < values.Length; series++) matcher.Move(series, values[series], scales);
            matcher.Score(seen);
        }
    }

    private void Time(
        Measurement measurement, string name, string unit, double[] answer, Action tile, bool isDegree = true)
    {
        int tiles = measurement.Size(200, 20), rounds = measurement.Size(75, 2);
        Spread time = Measurement.Rounds(rounds, () =>
        {
            for (int i = 0; i < tiles; i++) tile();
        })[0];
        measurement.Figure(name, time.Map(s => s / tiles / Rows * 1e9), unit);
        long before = GC.GetAllocatedBytesForCurrentThread();
        tile();
        _allocated = Math.Max(_allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        _inRange &= !isDegree || !answer.AsSpan().ContainsAnyExceptInRange(0, 1);
        _answers.AddRange(MemoryMarshal.AsBytes<double>(answer));
    }

    /// <summary>Uniform around a level.</summary>
    private static double[] Around(string key, double level)
    {
        var random = CounterRandom.For(1, "fuzzy", key);
        return [.. Enumerable.Range(0, Rows).Select(_ => level + (6 * random.NextUniform()) - 3)];
    }
}
