using System.Numerics;
using Tauric.Engine;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class BitPlanesTests
{
    [Fact]
    public void Counts_what_counting_row_by_row_gives()
    {
        foreach (int rows in (int[])[1, 63, 64, 65, 255, 256, 257, 1000, 20_000])
        {
            for (int states = 2; states <= 7; states++)
            {
                byte[] x = States(1, states, rows), y = States(2, states, rows);
                var planes = new BitPlanes(2, states, rows);
                planes.Set(0, x);
                planes.Set(1, y);
                int[] expected = new int[states * states], actual = new int[states * states];
                int[] ofX = new int[states], ofY = new int[states];
                Information.Count(x, y, expected, ofX, ofY);
                planes.Joint(0, 1, actual);
                Assert.Equal(expected, actual);
                Assert.Equal(ofX, planes.Counts(0).ToArray());
            }
        }
    }

    [Fact]
    public void Full_planes_do_not_overflow_a_counter()
    {
        for (int words = 4; words < 800; words += 4)
        {
            ulong[] full = [.. Enumerable.Repeat(ulong.MaxValue, words)];
            Assert.Equal(words * 64, BitPlanes.CountBoth(full, full));
        }
    }

    [Fact]
    public void Counting_words_at_a_time_is_counting_bits()
    {
        var random = CounterRandom.For(1, "words");
        ulong[] a = [.. Enumerable.Range(0, 260).Select(_ => random.NextBits())];
        ulong[] b = [.. Enumerable.Range(0, 260).Select(_ => random.NextBits())];
        Assert.Equal(a.Zip(b, (x, y) => BitOperations.PopCount(x & y)).Sum(), BitPlanes.CountBoth(a, b));
    }

    [Fact]
    public void A_column_set_anew_forgets_what_it_was()
    {
        var planes = new BitPlanes(1, 3, 4);
        planes.Set(0, [0, 1, 2, 2]);
        planes.Set(0, [1, 1, 1, 0]);
        Assert.Equal([1, 3, 0], planes.Counts(0).ToArray());
        Assert.Equal([0b0111], planes.Plane(0, 1)[..1].ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_place()
    {
        var planes = new BitPlanes(2, 5, 3);
        Assert.Contains("column 1[2]", Assert.Throws<ArgumentException>(() => planes.Set(1, [0, 4, 5])).Message);
        Assert.Throws<ArgumentException>(() => planes.Set(0, [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BitPlanes(1, 1, 3));
    }

    private static byte[] States(int seed, int states, int rows)
    {
        var random = CounterRandom.For(seed, "states");
        return [.. Enumerable.Range(0, rows).Select(_ => (byte)random.NextInt(states))];
    }
}
