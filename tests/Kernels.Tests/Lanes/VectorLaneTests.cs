using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Tests.Lanes;

/// <summary>Four or eight numbers are worked on as each alone: the bits, whatever the numbers.</summary>
public sealed class VectorLaneTests
{
    private static readonly double[] Numbers =
        [0, 1, -1, 3, 0.1, -0.1, 1e-310, -1e-310, 5e-324, 1e300, -1e300, 100.1, 1.0 / 3, double.MaxValue, 2, 7];

    [Fact]
    public void Every_operation_gives_the_bits_of_one_lane()
    {
        foreach (double a in Numbers)
        {
            foreach (double b in Numbers)
            {
                Same(a, b, new Arithmetic());
            }
        }
    }

    [Fact]
    public unsafe void Transposing_exchanges_rows_and_columns()
    {
        if (!VectorLane.IsSupported) return;
        double[] values = [.. Enumerable.Range(0, 16).Select(i => (double)i)], turned = new double[16];
        fixed (double* a = values, b = turned)
        {
            VectorLane.Transpose(a, a + 4, a + 8, a + 12, b, b + 4, b + 8, b + 12);
        }

        Assert.Equal([0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15], turned);
    }

    [Fact]
    public void The_rows_before_are_the_last_of_one_vector_and_the_first_of_the_next()
    {
        if (VectorLane.IsSupported) GoesBack<VectorLane>();
        if (WideLane.IsSupported) GoesBack<WideLane>();
    }

    private static unsafe void GoesBack<T>()
        where T : struct, ILane<T>
    {
        double[] values = [.. Enumerable.Range(0, 2 * T.Width).Select(i => (double)i)], back = new double[T.Width];
        fixed (double* from = values, to = back)
        {
            for (int rows = 0; rows <= T.Width; rows++)
            {
                T.Store(T.Back(T.Load(from + T.Width), T.Load(from), rows), to);
                Assert.Equal(values.Skip(T.Width - rows).Take(T.Width), back);
            }
        }
    }

    private static void Same<TOp>(double a, double b, TOp op)
        where TOp : struct, IPointwise
    {
        double[] one = Computed<ScalarLane, TOp>(a, b, op);
        Assert.Equal(one, Computed<VectorLane, TOp>(a, b, op));
        if (WideLane.IsSupported) Assert.Equal(one, Computed<WideLane, TOp>(a, b, op));
    }

    private static unsafe double[] Computed<T, TOp>(double a, double b, TOp op)
        where T : struct, ILane<T>
        where TOp : struct, IPointwise
    {
        double[] left = [a, b, a, 1, 7, b, a, a], right = [b, a, a, b, a, b, 2, 3];
        var values = new double[8 * TOp.Outputs];
        fixed (double* l = left, r = right, v = values)
        {
            double** y = stackalloc double*[TOp.Outputs];
            for (int i = 0; i < TOp.Outputs; i++) y[i] = v + (8 * i);
            for (int row = 0; row < 8; row += T.Width)
            {
                Row<T> of = new(null, row), into = new(y, row);
                of.Load(2, l, r, null);
                op.At(of, ref into);
                into.Store(3, y[0], y[1], y[2]);
            }
        }

        return values;
    }

    private readonly record struct Arithmetic : IPointwise
    {
        public static int Outputs => 11;

        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T a = x[0], b = x[1];
            y[0] = a + b;
            y[1] = a - b;
            y[2] = a * b;
            y[3] = a / b;
            y[4] = -a;
            y[5] = T.Fma(a, b, a);
            y[6] = T.Max(a, b) + (T.Min(a, b) * 2);
            y[7] = T.Abs(a);
            y[8] = T.Sqrt(a);
            y[9] = T.IfGreater(a, b, a, 7);
            y[10] = T.IfEqual(a, b, 1, b);
        }
    }
}
