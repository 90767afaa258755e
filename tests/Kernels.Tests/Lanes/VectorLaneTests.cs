using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Tests.Lanes;

/// <summary>Four numbers are worked on as each alone: the bits, whatever the numbers.</summary>
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
    public unsafe void Transposing_exchanges_rows_and_columns_and_twice_is_nothing()
    {
        if (!VectorLane.IsSupported) return;
        double[] values = [.. Enumerable.Range(0, 16).Select(i => (double)i)], turned = new double[16];
        fixed (double* a = values, b = turned)
        {
            VectorLane.Transpose(a, a + 4, a + 8, a + 12, out var v, out var w, out var x, out var y);
            VectorLane.Store(v, b);
            VectorLane.Store(w, b + 4);
            VectorLane.Store(x, b + 8);
            VectorLane.Store(y, b + 12);
        }

        Assert.Equal([0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15], turned);
    }

    private static unsafe void Same<TOp>(double a, double b, TOp op)
        where TOp : struct, IPointwise
    {
        double[] left = [a, b, a, 1], right = [b, a, a, b], one = new double[44], four = new double[44];
        fixed (double* l = left, r = right, s = one, f = four)
        {
            double** x = stackalloc double*[4] { l, r, l, l }, y = stackalloc double*[14];
            for (int i = 0; i < TOp.Outputs; i++) y[i] = s + (4 * i);
            for (int t = 0; t < 4; t++) At<ScalarLane>(x, y, t);
            for (int i = 0; i < TOp.Outputs; i++) y[i] = f + (4 * i);
            At<VectorLane>(x, y, 0);
            void At<T>(double** x, double** y, nint row)
                where T : struct, ILane<T> =>
                op.At(new Row<T>(x[0], x[1], x[2], x, row), new Row<T>(y[0], y[1], y[2], y, row));
        }

        // The sign of a NaN is the processor's choice.
        Assert.Equal(one.Select(Bits), four.Select(Bits));
        static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);
    }

    private readonly record struct Arithmetic : IPointwise
    {
        public static int Outputs => 11;

        public void At<T>(Row<T> x, Row<T> y)
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
