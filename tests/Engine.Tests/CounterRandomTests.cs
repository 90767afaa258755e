namespace Tauric.Engine.Tests;

public sealed class CounterRandomTests
{
    private const int Draws = 100_000;

    // Computed by a few lines of Python: sha256 of "seed/key", its first 8 bytes little-endian, then SplitMix64.
    [Theory]
    [InlineData(0, "a", new ulong[] { 0x80ea1273ec86ca61, 0xc1f78ae6da2b3e06, 0xb82e3d3001248061 }, 0xbf012b743496e527)]
    [InlineData(-7, "AAPL/2024-03-05/7",
        new ulong[] { 0x1017601485a4b410, 0x3a6efd3565daa8b4, 0xfb6a5e5386deff1f }, 0xf2d5e206981b9305)]
    [InlineData(42, "Zürich",
        new ulong[] { 0x1faac2d3835d8d99, 0xc614093944e0269d, 0x9138ab07204dc543 }, 0x3a84670d164533c1)]
    public void Draws_are_those_of_the_published_generator(long seed, string key, ulong[] bits, ulong ofFive)
    {
        CounterRandom random = CounterRandom.For(seed, key.Split('/'));
        Assert.Equal(bits, Enumerable.Range(0, bits.Length).Select(_ => random.NextBits()));
        Assert.Equal(ofFive, random.BitsOf(5));
    }

    [Fact]
    public void Integers_are_uniform()
    {
        CounterRandom random = CounterRandom.For(1, "uniform");
        int[] counts = new int[100];
        for (int i = 0; i < Draws; i++) counts[random.NextInt(counts.Length)]++;
        Assert.InRange(ChiSquare(counts), 60, 150);   // 99 degrees of freedom: outside once in a thousand seeds.
    }

    [Fact]
    public void Uniforms_lie_in_the_unit_interval_and_are_uniform()
    {
        CounterRandom random = CounterRandom.For(2, "uniform");
        int[] counts = new int[100];
        for (int i = 0; i < Draws; i++) counts[(int)(random.NextUniform() * 100)]++;
        Assert.InRange(ChiSquare(counts), 60, 150);
    }

    [Fact]
    public void Normals_have_the_moments_of_the_standard_normal()
    {
        CounterRandom random = CounterRandom.For(3, "normal");
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => random.NextNormal())];
        double Moment(int power) => draws.Average(x => Math.Pow(x, power));
        Assert.InRange(Moment(1), -0.02, 0.02);
        Assert.InRange(Moment(2), 0.98, 1.02);
        Assert.InRange(Moment(3), -0.05, 0.05);
        Assert.InRange(Moment(4), 2.9, 3.1);
    }

    [Fact]
    public void A_shuffle_takes_every_order_equally_often()
    {
        CounterRandom random = CounterRandom.For(4, "shuffle");
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < 24_000; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            random.Shuffle<char>(items);
            counts[new string(items)] = counts.GetValueOrDefault(new string(items)) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.InRange(ChiSquare([.. counts.Values]), 7, 55);
    }

    [Fact]
    public void Neighbouring_keys_and_seeds_share_nothing()
    {
        var first = new HashSet<ulong>();
        int wanted = 0;
        foreach (long seed in (long[])[-1, 0, 1])
        {
            foreach (string[] key in (string[][])[[], ["a"], ["b"], ["a", "b"], ["a", "b", "c"], ["b", "a"]])
            {
                CounterRandom random = CounterRandom.For(seed, key);
                for (int i = 0; i < 100; i++, wanted++) first.Add(random.NextBits());
            }
        }

        Assert.Equal(wanted, first.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void There_is_no_integer_below_nothing(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CounterRandom.For(0, "a").NextInt(bound));

    private static double ChiSquare(int[] counts)
    {
        double expected = counts.Average();
        return counts.Sum(c => (c - expected) * (c - expected) / expected);
    }
}
