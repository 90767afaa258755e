using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Columnar;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Engine.Tests.Columnar;

public sealed class NumberColumnTests
{
    [Fact]
    public void It_is_what_a_builder_makes_of_the_same_rows() => Prop.ForAll<double[]>(drawn =>
    {
        double[] values = [.. drawn.Select(v => double.IsInfinity(v) ? double.NaN : v)];
        using var numbers = new NumberColumn<double>(values.Length);
        values.CopyTo(numbers.Values);
        using var builder = new ColumnBuilder(ArrowType.Float64);
        foreach (double value in values)
        {
            if (double.IsNaN(value)) builder.AppendNull();
            else builder.Append(value);
        }

        using Column made = numbers.Build(), expected = builder.Build();
        Assert.Equal(expected.NullCount, made.NullCount);
        Assert.Equal(expected.Values<double>(), made.Values<double>());
        Assert.All(Enumerable.Range(0, values.Length), row => Assert.Equal(expected.IsNull(row), made.IsNull(row)));
    }).Holds();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1000)]
    public void A_NaN_is_found_wherever_it_lies(int row)
    {
        using var numbers = new NumberColumn<float>(1001);
        numbers.Values[row] = float.NaN;
        using Column column = numbers.Build();
        Assert.Equal((1, true, ArrowType.Float32), (column.NullCount, column.IsNull(row), column.Type));
    }

    [Fact]
    public void What_was_handed_over_is_not_written_to_any_more()
    {
        using var numbers = new NumberColumn<double>(2);
        using Column column = numbers.Build();
        Assert.Throws<ObjectDisposedException>(() => numbers.Values.Length);
    }
}
