using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.WriterModel.Tests;

public sealed unsafe class GemmTests
{
    private const int Depth = 256;

    // A matrix only points at its buffer.
    private readonly List<FloatBuffer> _alive = [];

    [Fact]
    public void Any_shape_turned_or_not_has_the_bits_of_the_definition() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = CounterRandom.For(seed, "gemm");
            int m = 1 + random.NextInt(50), k = 1 + random.NextInt(600), n = 1 + random.NextInt(90);
            Matrix a = Drawn(m, k, ref random, random.NextInt(2) == 0);
            Matrix b = Drawn(k, n, ref random, random.NextInt(2) == 0), c = Drawn(m, n, ref random);
            (float beta, float alpha) = (random.NextInt(3) - 1, 0.5f + random.NextInt(2));
            float[] expected = Definition(a, b, c, beta, alpha);
            Gemm.Multiply(a, b, c, beta, alpha);
            Assert.Equal(expected, new Span<float>(c.Data, m * n).ToArray());
        }).Holds();

    [Fact]
    public void What_it_overwrites_is_not_read()
    {
        Matrix a = Buffer(1).Matrix(1, 1), c = Buffer(1).Matrix(1, 1);
        c.Data[0] = float.NaN;
        Gemm.Multiply(a, a, c);
        Assert.Equal(0, c.Data[0]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Matrix a = Buffer(6).Matrix(2, 3);
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(a, a, a));
    }

    private Matrix Drawn(int rows, int columns, ref CounterRandom random, bool turned = false)
    {
        FloatBuffer buffer = Buffer(rows * columns);
        foreach (ref float value in buffer.Span) value = (float)random.NextNormal();
        return turned ? buffer.Matrix(columns, rows).Turned : buffer.Matrix(rows, columns);
    }

    private FloatBuffer Buffer(int length)
    {
        _alive.Add(new FloatBuffer(length));
        return _alive[^1];
    }

    private static float[] Definition(Matrix a, Matrix b, Matrix c, float beta, float alpha)
    {
        float[] all = new float[c.Rows * c.Columns];
        for (int i = 0; i < c.Rows; i++)
        {
            for (int j = 0; j < c.Columns; j++)
            {
                float element = c.Row(i)[j];
                for (int k = 0; k < a.Columns; k += Depth)
                {
                    float sum = alpha * Chain(a, b, i, j, k);
                    float keep = k == 0 ? beta : 1;
                    element = keep == 0 ? sum : MathF.FusedMultiplyAdd(keep, element, sum);
                }

                all[(i * c.Columns) + j] = element;
            }
        }

        return all;
    }

    private static float Chain(Matrix a, Matrix b, int i, int j, int first)
    {
        float sum = 0;
        for (int k = first; k < Math.Min(first + Depth, a.Columns); k++)
            sum = MathF.FusedMultiplyAdd(At(a, i, k), At(b, k, j), sum);
        return sum;
    }

    private static float At(Matrix x, int row, int column) => x.Data[(row * x.RowStep) + (column * x.ColumnStep)];
}
