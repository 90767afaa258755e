using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tauric.WriterModel;

/// <summary>
/// What a transformer does between its products, eight floats at a time in a fixed order. Lengths are multiples of 8.
/// </summary>
internal static unsafe class Elementwise
{
    public const int Width = 8;

    /// <summary>e^x, to 4e-7 of it; 0 below -87. Cody and Waite reduction, Taylor polynomial of degree 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        Vector256<float> lowest = Vector256.Create(-87f);
        Vector256<float> y = Vector256.Min(Vector256.Max(x, lowest), Vector256.Create(87f));
        Vector256<float> n = Vector256.Round(y * 1.44269504f);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-0.693145752f), y);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-1.42860677e-6f), r);
        Vector256<float> p = Vector256.Create(1f / 720);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1f / 120));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1f / 24));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1f / 6));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(0.5f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<float>.One);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<float>.One);
        Vector256<int> power = (Vector256.ConvertToInt32Native(n) + Vector256.Create(127)) << 23;
        Vector256<float> isNothing = Vector256.LessThan(x, lowest);
        return Vector256.AndNot(p * power.AsSingle(), isNothing);
    }

    /// <summary>y = x / rms(x) · gain, row by row; the reciprocals are kept for the way back.</summary>
    public static void RmsNorm(Matrix x, float* gain, Matrix y, float* reciprocals, float epsilon)
    {
        for (int i = 0; i < x.Rows; i++)
        {
            float* from = x.Row(i), to = y.Row(i);
            float q = 1 / MathF.Sqrt((Dot(from, from, x.Columns) / x.Columns) + epsilon);
            reciprocals[i] = q;
            for (int j = 0; j < x.Columns; j += Width)
                (Vector256.Load(from + j) * q * Vector256.Load(gain + j)).Store(to + j);
        }
    }

    /// <summary>Adds to the gradients of x and of the gain.</summary>
    public static void RmsNormBack(Matrix x, float* gain, float* reciprocals, Matrix dy, Matrix dx, float* dgain)
    {
        for (int i = 0; i < x.Rows; i++)
        {
            float* value = x.Row(i), from = dy.Row(i), to = dx.Row(i);
            float q = reciprocals[i];
            Vector256<float> sums = default;
            for (int j = 0; j < x.Columns; j += Width)
            {
                Vector256<float> product = Vector256.Load(from + j) * Vector256.Load(value + j);
                sums = Vector256.FusedMultiplyAdd(product, Vector256.Load(gain + j), sums);
                Vector256.FusedMultiplyAdd(product, Vector256.Create(q), Vector256.Load(dgain + j)).Store(dgain + j);
            }

            var pull = Vector256.Create(-(q * q * q * Sum(sums) / x.Columns));
            for (int j = 0; j < x.Columns; j += Width)
            {
                Vector256<float> own = Vector256.Load(gain + j) * q * Vector256.Load(from + j);
                (Vector256.FusedMultiplyAdd(pull, Vector256.Load(value + j), own) + Vector256.Load(to + j))
                    .Store(to + j);
            }
        }
    }

    /// <summary>hidden = silu(gate) · up; a row of gated is gate, then up.</summary>
    public static void Gate(Matrix gated, Matrix hidden)
    {
        for (int i = 0; i < gated.Rows; i++)
        {
            float* gate = gated.Row(i), up = gate + hidden.Columns, to = hidden.Row(i);
            for (int j = 0; j < hidden.Columns; j += Width)
            {
                Vector256<float> g = Vector256.Load(gate + j);
                (g * Sigmoid(g) * Vector256.Load(up + j)).Store(to + j);
            }
        }
    }

    public static void GateBack(Matrix gated, Matrix dhidden, Matrix dgated)
    {
        int width = dhidden.Columns;
        for (int i = 0; i < gated.Rows; i++)
        {
            float* gate = gated.Row(i), from = dhidden.Row(i), to = dgated.Row(i);
            for (int j = 0; j < width; j += Width)
            {
                Vector256<float> g = Vector256.Load(gate + j), d = Vector256.Load(from + j);
                Vector256<float> s = Sigmoid(g), silu = g * s;
                (d * Vector256.Load(gate + width + j) * (s + (silu * (Vector256<float>.One - s)))).Store(to + j);
                (d * silu).Store(to + width + j);
            }
        }
    }

    /// <summary>In place; entries of minus infinity become 0. The largest entry, and the sum before scaling.</summary>
    public static (float Largest, float Sum) Softmax(float* row, int length, float scale = 1)
    {
        Vector256<float> largest = Vector256.Load(row);
        for (int j = Width; j < length; j += Width) largest = Vector256.Max(largest, Vector256.Load(row + j));
        float top = largest[0];
        for (int j = 1; j < Width; j++) top = Math.Max(top, largest[j]);
        Vector256<float> sums = default;
        for (int j = 0; j < length; j += Width)
        {
            Vector256<float> e = Exp(Vector256.Load(row + j) - Vector256.Create(top));
            sums += e;
            e.Store(row + j);
        }

        float sum = Sum(sums), by = scale / sum;
        for (int j = 0; j < length; j += Width) (Vector256.Load(row + j) * by).Store(row + j);
        return (top, sum);
    }

    public static float Dot(float* a, float* b, int length)
    {
        Vector256<float> sums = default;
        for (int j = 0; j < length; j += Width)
            sums = Vector256.FusedMultiplyAdd(Vector256.Load(a + j), Vector256.Load(b + j), sums);
        return Sum(sums);
    }

    /// <summary>to += by · from</summary>
    public static void AddScaled(float* from, float by, float* to, int length)
    {
        for (int j = 0; j < length; j += Width)
            Vector256.FusedMultiplyAdd(Vector256.Load(from + j), Vector256.Create(by), Vector256.Load(to + j))
                .Store(to + j);
    }

    private static float Sum(Vector256<float> v) =>
        ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sigmoid(Vector256<float> x) =>
        Vector256<float>.One / (Vector256<float>.One + Exp(-x));
}
