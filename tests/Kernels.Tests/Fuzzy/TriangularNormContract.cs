using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

/// <summary>The laws every t-norm and its t-conorm owe us. Inherited by its test, never copied.</summary>
public abstract class TriangularNormContract
{
    /// <summary>Degrees with the ends, nearly the ends, ordinary and tiny ones.</summary>
    private static readonly Arbitrary<double> Degree = Gen.OneOf(
        Gen.Elements(0.0, 1, 0.5, double.Epsilon, 1e-300, Math.BitDecrement(1.0), Math.BitIncrement(0.5)),
        Gen.Choose(0, 10).Select(tenth => tenth / 10.0),
        Gen.Choose(0, int.MaxValue).Select(part => part / (double)int.MaxValue)).ToArbitrary();

    protected abstract ITriangularNorm Norm { get; }

    /// <summary>How far rounding may bend associativity and monotony; 0 when every result is an operand.</summary>
    protected abstract double Rounding { get; }

    /// <summary>Two degrees, their "and" and their "or", worked by hand.</summary>
    protected abstract (double A, double B, double And, double Or)[] Known { get; }

    [Fact]
    public void Results_are_those_worked_by_hand() => Assert.All(Known, known =>
    {
        Assert.Equal(known.And, Norm.And(known.A, known.B), 1e-15);
        Assert.Equal(known.Or, Norm.Or(known.A, known.B), 1e-15);
    });

    [Fact]
    public void Commutative_to_the_bit() => Holds((a, b) =>
        Norm.And(a, b) == Norm.And(b, a) && Norm.Or(a, b) == Norm.Or(b, a));

    [Fact]
    public void A_degree_is_left_unchanged_by_the_unit_and_lost_at_the_other_end() => Holds((a, _) =>
        Norm.And(a, 1) == a && Norm.Or(a, 0) == a && Norm.And(a, 0) == 0 && Norm.Or(a, 1) == 1);

    [Fact]
    public void Results_are_degrees_no_greater_and_no_less_than_the_operands() => Holds((a, b) =>
        Norm.And(a, b) >= 0 && Norm.And(a, b) <= Math.Min(a, b) &&
        Norm.Or(a, b) <= 1 && Norm.Or(a, b) >= Math.Max(a, b));

    [Fact]
    public void Associative_within_rounding() => Prop.ForAll(Degree, Degree, Degree, (a, b, c) =>
        Math.Abs(Norm.And(Norm.And(a, b), c) - Norm.And(a, Norm.And(b, c))) <= Rounding &&
        Math.Abs(Norm.Or(Norm.Or(a, b), c) - Norm.Or(a, Norm.Or(b, c))) <= Rounding).Holds();

    [Fact]
    public void Never_falls_when_an_operand_rises() => Prop.ForAll(Degree, Degree, Degree, (a, b, c) =>
        Norm.And(Math.Min(a, b), c) <= Norm.And(Math.Max(a, b), c) + Rounding &&
        Norm.Or(Math.Min(a, b), c) <= Norm.Or(Math.Max(a, b), c) + Rounding).Holds();

    [Fact]
    public void Or_is_the_dual_of_and()
    {
        // Of degrees for which 1 − a is exact: a tiny one is lost in it, for the drastic norm all the difference.
        var exact = Gen.Choose(0, 64).Select(part => part / 64.0).ToArbitrary();
        Prop.ForAll(exact, exact, (a, b) =>
            Math.Abs(1 - Norm.And(1 - a, 1 - b) - Norm.Or(a, b)) <= 1e-15).Holds();
    }

    [Fact]
    public void A_row_that_is_not_defined_stays_so()
    {
        Assert.Equal(double.NaN, Norm.And(double.NaN, 0));
        Assert.Equal(double.NaN, Norm.And(0, double.NaN));
        Assert.Equal(double.NaN, Norm.Or(double.NaN, 1));
        Assert.Equal(double.NaN, Norm.Or(1, double.NaN));
    }

    [Fact]
    public void Any_cut_gives_the_bits_of_one_row_at_a_time()
    {
        double[] a = [.. Gen.Sample(Degree.Generator, 100), double.NaN], b = [.. Gen.Sample(Degree.Generator, 101)];
        foreach ((int skip, int rows) in (ReadOnlySpan<(int, int)>)[(0, 101), (1, 100), (3, 7), (0, 4), (5, 1), (2, 0)])
        {
            double[] and = new double[rows], or = new double[rows];
            Norm.And(a.AsSpan(skip, rows), b.AsSpan(skip, rows), and);
            Norm.Or(a.AsSpan(skip, rows), b.AsSpan(skip, rows), or);
            for (int row = 0; row < rows; row++)
            {
                Assert.Equal(Norm.And(a[skip + row], b[skip + row]), and[row]);
                Assert.Equal(Norm.Or(a[skip + row], b[skip + row]), or[row]);
            }
        }
    }

    [Fact]
    public void An_operand_may_be_overwritten_and_a_batch_allocates_nothing()
    {
        double[] a = [.. Enumerable.Range(0, 33).Select(i => i / 32.0)], b = [.. a.Reverse()];
        ITriangularNorm norm = Norm;
        double[] expected = [.. a.Zip(b, norm.And)];
        norm.And(b, b, new double[33]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        norm.And(a, b, a);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(expected, a);
    }

    [Fact]
    public void Spans_of_different_length_are_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => Norm.Or(new double[3], new double[2], new double[3]));

    private static void Holds(Func<double, double, bool> law) =>
        Prop.ForAll(Degree, Degree, law).Holds();
}
