using Tauric.Engine;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class QuantileSketchTests
{
    private const int Rows = 40_000;

    private static readonly Dictionary<string, double[]> Streams = new()
    {
        ["rising"] = [.. Enumerable.Range(0, Rows).Select(i => (double)i)],
        ["falling"] = [.. Enumerable.Range(0, Rows).Select(i => (double)-i)],
        ["tied"] = [.. Enumerable.Range(0, Rows).Select(i => (double)(i * 7919 % 5))],
        ["saw"] = [.. Enumerable.Range(0, Rows).Select(i => (double)(i % 64 * Rows) + i)],
        ["random"] = Draws(1),
    };

    public static TheoryData<string> StreamNames => [.. Streams.Keys];

    [Theory]
    [MemberData(nameof(StreamNames))]
    public void Every_rank_and_quantile_is_within_the_stated_error(string name)
    {
        foreach (int capacity in (int[])[8, 64, 1024])
        {
            var sketch = new QuantileSketch(capacity);
            sketch.Add(Streams[name]);
            AssertWithinError(sketch, Streams[name]);
        }
    }

    /// <summary>Parts of any size, merged as a chain or as a tree, hold the same promise for the whole.</summary>
    [Theory]
    [MemberData(nameof(StreamNames))]
    public void Merged_sketches_keep_the_promise(string name)
    {
        QuantileSketch[] parts = [.. Streams[name].Chunk(3001).Select(rows => Sketch(64, rows))];
        var chain = new QuantileSketch(64);
        foreach (QuantileSketch part in parts) chain.Merge(part);
        AssertWithinError(chain, Streams[name]);
        for (int step = 1; step < parts.Length; step *= 2)
        {
            for (int at = 0; at + step < parts.Length; at += 2 * step) parts[at].Merge(parts[at + step]);
        }

        AssertWithinError(parts[0], Streams[name]);
    }

    [Fact]
    public void The_error_stays_under_its_closed_bound()
    {
        foreach (int capacity in (int[])[8, 64, 1024])
        {
            var sketch = Sketch(capacity, Draws(2));
            double levels = Math.Log2((double)Rows / capacity) + 1;
            Assert.InRange(sketch.RankErrorMax, 1, (Rows * levels / (2 * capacity)) + Math.Pow(2, levels));
        }
    }

    [Fact]
    public void Is_exact_up_to_its_capacity()
    {
        var sketch = Sketch(64, Draws(3)[..64]);
        Assert.Equal(0, sketch.RankErrorMax);
        Assert.Equal(Draws(3)[..64].Order().ElementAt(31), sketch.Quantile(0.5));
    }

    [Fact]
    public void The_ends_are_exact_and_no_rows_have_no_quantile()
    {
        var sketch = Sketch(8, Streams["saw"]);
        Assert.Equal(Streams["saw"].Min(), sketch.Quantile(0));
        Assert.Equal(Streams["saw"].Max(), sketch.Quantile(1));
        Assert.Equal(double.NaN, new QuantileSketch().Quantile(0.5));
    }

    [Fact]
    public void How_the_stream_was_cut_into_batches_does_not_show()
    {
        QuantileSketch whole = Sketch(64, Draws(4)), cut = new(64);
        foreach (double[] batch in Draws(4).Chunk(3)) cut.Add(batch);
        Assert.Equal(Shares.Select(whole.Quantile), Shares.Select(cut.Quantile));
        Assert.Equal(whole.RankErrorMax, cut.RankErrorMax);
    }

    [Fact]
    public void What_it_cannot_take_is_refused()
    {
        var sketch = new QuantileSketch(64);
        Assert.Contains("values[1]", Assert.Throws<ArgumentException>(() => sketch.Add([1, double.NaN])).Message);
        Assert.Throws<ArgumentException>(() => sketch.Merge(new QuantileSketch(8)));
        Assert.Throws<ArgumentException>(() => sketch.Merge(sketch));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileSketch(9));
        Assert.Equal(0, sketch.Count);
    }

    private static double[] Shares => [.. Enumerable.Range(0, 101).Select(i => i / 100.0)];

    private static double[] Draws(int seed)
    {
        var random = CounterRandom.For(seed, "sketch");
        return [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())];
    }

    private static QuantileSketch Sketch(int capacity, double[] rows)
    {
        var sketch = new QuantileSketch(capacity);
        sketch.Add(rows);
        return sketch;
    }

    private static void AssertWithinError(QuantileSketch sketch, double[] rows)
    {
        double[] sorted = [.. rows.Order()];
        Assert.Equal(rows.Length, sketch.Count);
        foreach (double share in Shares)
        {
            double quantile = sketch.Quantile(share);
            int atMost = Quantile.CountAtMost(sorted, quantile);
            int below = Quantile.CountAtMost(sorted, Math.BitDecrement(quantile));
            double target = Math.Ceiling(share * rows.Length);
            Assert.InRange(target, below - sketch.RankErrorMax, atMost + sketch.RankErrorMax);
            Assert.InRange(sketch.Rank(quantile), atMost - sketch.RankErrorMax, atMost + sketch.RankErrorMax);
        }
    }
}
