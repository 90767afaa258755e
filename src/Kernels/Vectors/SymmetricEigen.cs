using System.Numerics;
using Tauric.Engine;

namespace Tauric.Kernels.Vectors;

/// <summary>
/// Eigenvalues, largest first (ties keep the order they are found in), and unit eigenvectors, one a row. Of each vector
/// the component of largest magnitude is positive; ties are decided by the lowest index.
/// </summary>
/// <remarks>
/// Householder reduction to tridiagonal form, then implicit QL (Martin, Reinsch, Wilkinson 1968; Bowdler et al. 1968).
/// In f64; every sum is a chain in index order, vectorised across chains: the same bits on every machine. About 3·n³
/// multiply-adds.
/// </remarks>
public sealed class SymmetricEigen
{
    private const int IterationsMax = 60;       // QL needs two or three an eigenvalue.

    private const double UnitRoundoff = 1.0 / (1L << 52);

    private readonly int _size;
    private readonly double[] _matrix, _diagonal, _beside, _scales, _rotated;
    private readonly double _scale;

    /// <param name="matrix">size·size; only trusted to be symmetric, not checked.</param>
    /// <param name="count">Eigenvectors wanted, those of the largest eigenvalues.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    /// <exception cref="BugException">No convergence: a value of the matrix is NaN or infinite.</exception>
    public SymmetricEigen(ReadOnlySpan<double> matrix, int size, int count)
    {
        if (matrix.Length != (long)size * size)
            throw new ArgumentException($"{matrix.Length} values for a matrix of size {size}.", nameof(matrix));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)size);
        (_size, _matrix) = (size, matrix.ToArray());
        (_diagonal, _beside, _scales) = (new double[size], new double[size], new double[size]);
        _rotated = new double[size * size];
        for (int i = 0; i < size; i++) _rotated[(i * size) + i] = 1;
        Reduce();
        for (int i = 0; i < size; i++) _scale = Math.Max(_scale, Math.Abs(_diagonal[i]) + Math.Abs(_beside[i]));
        for (int i = 0; i < size; i++) Deflate(i);

        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => _diagonal[i])];
        Values = [.. order.Select(i => _diagonal[i])];
        Vectors = new double[count * size];
        for (int i = 0; i < count; i++) Back(order[i], Vectors.AsSpan(i * size, size));
    }

    /// <summary>All of them.</summary>
    public double[] Values { get; }

    /// <summary>count·size: eigenvector i from i·size.</summary>
    public double[] Vectors { get; }

    private Span<double> Row(int row, int start) => _matrix.AsSpan((row * _size) + start, _size - start);

    /// <summary>Reflections make the matrix tridiagonal; reflection k stays in row k, right of the diagonal.</summary>
    private void Reduce()
    {
        double[] product = new double[_size];
        for (int k = 0; k < _size - 1; k++)
        {
            _diagonal[k] = Row(k, k)[0];
            Span<double> v = Row(k, k + 1), p = product.AsSpan(k + 1);
            double tail = Dot(v[1..], v[1..]);
            _beside[k] = v[0];
            if (tail == 0) continue;
            double length = Math.Sqrt(Math.FusedMultiplyAdd(v[0], v[0], tail));
            _beside[k] = v[0] > 0 ? -length : length;
            v[0] -= _beside[k];
            double scale = _scales[k] = 2 / Math.FusedMultiplyAdd(v[0], v[0], tail);
            p.Clear();
            for (int i = 0; i < v.Length; i++) Axpy.Add(v[i] * scale, Row(k + 1 + i, k + 1), p);
            Axpy.Add(-0.5 * scale * Dot(p, v), v, p);
            for (int i = 0; i < v.Length; i++)
            {
                Axpy.Add(-p[i], v, Row(k + 1 + i, k + 1));
                Axpy.Add(-v[i], p, Row(k + 1 + i, k + 1));
            }
        }

        if (_size > 0) _diagonal[^1] = _matrix[^1];
    }

    /// <summary>QL sweeps until the element beside diagonal element <paramref name="at"/> vanishes.</summary>
    private void Deflate(int at)
    {
        for (int iteration = 0; ; iteration++)
        {
            int end = at;
            while (end < _size - 1 && !Vanishes(end)) end++;
            if (end == at) return;
            if (iteration == IterationsMax) throw new BugException($"QL does not converge at eigenvalue {at}.");
            Sweep(at, end);
        }
    }

    /// <summary>Beside the whole matrix: its neighbours may be rounding errors too, and those never settle.</summary>
    private bool Vanishes(int i) => Math.Abs(_beside[i]) <= UnitRoundoff * _scale;

    private void Sweep(int start, int end)
    {
        double[] d = _diagonal, e = _beside;
        double shift = (d[start + 1] - d[start]) / (2 * e[start]);
        double g = d[end] - d[start] + (e[start] / (shift + Math.CopySign(Length(shift, 1), shift)));
        double sine = 1, cosine = 1, moved = 0;
        for (int i = end - 1; i >= start; i--)
        {
            double f = sine * e[i], b = cosine * e[i], r = Length(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= moved;
                e[end] = 0;
                return;
            }

            (sine, cosine) = (f / r, g / r);
            g = d[i + 1] - moved;
            r = ((d[i] - g) * sine) + (2 * cosine * b);
            moved = sine * r;
            d[i + 1] = g + moved;
            g = (cosine * r) - b;
            Rotate(_rotated.AsSpan(i * _size, _size), _rotated.AsSpan((i + 1) * _size, _size), sine, cosine);
        }

        d[start] -= moved;
        e[start] = g;
        e[end] = 0;
    }

    /// <summary>A rotated vector through the reflections, last first, then its sign.</summary>
    private void Back(int from, Span<double> vector)
    {
        _rotated.AsSpan(from * _size, _size).CopyTo(vector);
        for (int k = _size - 2; k >= 0; k--)
        {
            if (_scales[k] == 0) continue;
            Span<double> v = Row(k, k + 1), x = vector[(k + 1)..];
            Axpy.Add(-_scales[k] * Dot(v, x), v, x);
        }

        int largest = 0;
        for (int i = 1; i < vector.Length; i++) largest = Math.Abs(vector[i]) > Math.Abs(vector[largest]) ? i : largest;
        if (vector[largest] > 0) return;
        foreach (ref double value in vector) value = -value;
    }

    private static double Length(double a, double b) => Math.Sqrt(Math.FusedMultiplyAdd(a, a, b * b));

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        return sum;
    }

    private static void Rotate(Span<double> low, Span<double> high, double sine, double cosine)
    {
        var (s, c) = (new Vector<double>(sine), new Vector<double>(cosine));
        int i = 0;
        for (; i <= low.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var (a, b) = (new Vector<double>(low[i..]), new Vector<double>(high[i..]));
            Vector.FusedMultiplyAdd(s, a, c * b).CopyTo(high[i..]);
            Vector.FusedMultiplyAdd(c, a, -(s * b)).CopyTo(low[i..]);
        }

        for (; i < low.Length; i++)
        {
            (double a, double b) = (low[i], high[i]);
            high[i] = Math.FusedMultiplyAdd(sine, a, cosine * b);
            low[i] = Math.FusedMultiplyAdd(cosine, a, -(sine * b));
        }
    }
}
