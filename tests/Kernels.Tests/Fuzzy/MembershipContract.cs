using Tauric.Engine;
using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

/// <summary>What every membership function owes us. Inherited by its test, never copied.</summary>
public abstract class MembershipContract
{
    /// <summary>Not the default options: no formula is to get by at the origin only.</summary>
    protected abstract IMembership Typical { get; }

    /// <summary>Where it stops rising and starts falling; infinite for a set that never does.</summary>
    protected abstract (double RisesUpTo, double FallsFrom) Top { get; }

    /// <summary>Values and their degrees, worked by hand.</summary>
    protected abstract (double Value, double Degree)[] Known { get; }

    /// <summary>Values around the set, near and far, its own corners among them.</summary>
    private double[] Values
    {
        get
        {
            var random = CounterRandom.For(5, "memberships");
            var near = Enumerable.Range(0, 200).Select(_ => 10 + (3 * random.NextNormal()));
            double[] far = [-1e300, -1e9, -700, 1e-310, 0, 1e9, 1e300, double.MinValue, double.MaxValue];
            return [.. near, .. far, .. Known.Select(known => known.Value)];
        }
    }

    [Fact]
    public void Degrees_are_those_worked_by_hand() =>
        Assert.All(Known, known => Assert.Equal(known.Degree, Typical.Degree(known.Value), 1e-15));

    [Fact]
    public void Degrees_are_in_0_to_1() =>
        Assert.All(Values, value => Assert.InRange(Typical.Degree(value), 0, 1));

    [Fact]
    public void Rises_on_one_side_and_falls_on_the_other()
    {
        double[] values = [.. Values.Order()];
        foreach ((double low, double high) in values.Zip(values[1..]))
        {
            if (high <= Top.RisesUpTo) Assert.True(Typical.Degree(low) <= Typical.Degree(high), $"{low} {high}");
            if (low >= Top.FallsFrom) Assert.True(Typical.Degree(low) >= Typical.Degree(high), $"{low} {high}");
        }
    }

    [Fact]
    public void The_top_is_exactly_1()
    {
        if (double.IsFinite(Top.RisesUpTo)) Assert.Equal(1, Typical.Degree(Top.RisesUpTo));
        if (double.IsFinite(Top.FallsFrom)) Assert.Equal(1, Typical.Degree(Top.FallsFrom));
    }

    [Fact]
    public void Far_away_tends_to_a_limit_which_infinity_has()
    {
        Assert.Equal(Typical.Degree(-1e300), Typical.Degree(double.NegativeInfinity));
        Assert.Equal(Typical.Degree(1e300), Typical.Degree(double.PositiveInfinity));
    }

    [Fact]
    public void What_is_not_defined_stays_so() => Assert.Equal(double.NaN, Typical.Degree(double.NaN));

    [Fact]
    public void Any_cut_and_alignment_gives_the_bits_of_one_value_at_a_time()
    {
        double[] values = [.. Values, double.NaN];
        double[] expected = [.. values.Select(Typical.Degree)];
        for (int skip = 0; skip < 5; skip++)
        {
            for (int rows = 0; rows <= 9; rows++) AssertBits(values, expected, skip, rows);
            AssertBits(values, expected, skip, values.Length - skip);
        }
    }

    [Fact]
    public void Values_may_be_overwritten_by_their_degrees()
    {
        double[] values = Values, expected = [.. values.Select(Typical.Degree)];
        Typical.Degrees(values, values);
        Assert.Equal(expected, values);
    }

    [Fact]
    public void Spans_of_different_length_are_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => Typical.Degrees(new double[3], new double[2]));

    [Fact]
    public void A_batch_allocates_nothing()
    {
        IMembership set = Typical;
        double[] values = Values, degrees = new double[values.Length];
        set.Degrees(values, degrees);
        long before = GC.GetAllocatedBytesForCurrentThread();
        set.Degrees(values, degrees);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void AssertBits(double[] values, double[] expected, int skip, int rows)
    {
        var degrees = new double[rows];
        Typical.Degrees(values.AsSpan(skip, rows), degrees);
        Assert.Equal(
            expected[skip..(skip + rows)].Select(BitConverter.DoubleToInt64Bits),
            degrees.Select(BitConverter.DoubleToInt64Bits));
    }
}
