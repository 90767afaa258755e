using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Labels;

namespace Tauric.Kernels.Tests.Labels;

public sealed class UniquenessTests
{
    [Fact]
    public void Averages_one_over_the_labels_alive() =>
        Assert.Equal([5.0 / 6, 0.5, 1], Weigh([new(3, 5), new(5, 5), new(9, 10)]), Near);

    [Fact]
    public void Labels_of_one_life_share_it() =>
        Assert.Equal([0.25, 0.25, 0.25, 0.25], Weigh([new(-2, 4), new(-2, 4), new(-2, 4), new(-2, 4)]), Near);

    [Fact]
    public void Weighted_lengths_add_up_to_the_rows_in_which_anything_lives() =>
        Prop.ForAll<(byte Start, byte Rows)[]>(lives =>
        {
            LabelSpan[] spans = [.. lives.Select(life => new LabelSpan(life.Start, life.Start + life.Rows))];
            int[] lengths = [.. lives.Select(life => life.Rows + 1)];
            int rows = lives.SelectMany((life, i) => Enumerable.Range(life.Start, lengths[i])).Distinct().Count();
            double weighted = Weigh(spans).Zip(lengths).Sum(pair => pair.First * pair.Second);
            return Math.Abs(rows - weighted) < 1e-9;
        }).Holds();

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Uniqueness.Weigh([new(0, 1)], []));
        Assert.Throws<ArgumentException>(() => Weigh([new(1, 0)]));
    }

    private static double[] Weigh(LabelSpan[] lives)
    {
        var weights = new double[lives.Length];
        Uniqueness.Weigh(lives, weights);
        return weights;
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-15;
}
