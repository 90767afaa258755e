using Tauric.Engine;

namespace Tauric.Kernels.Vectors;

/// <summary>
/// The largest singular values of a sparse matrix and their right vectors, by randomised subspace iteration.
/// </summary>
/// <remarks>
/// Halko, Martinsson, Tropp 2011, algorithm 4.4, on AᵀA: random signs, four rounds of product and orthonormal basis,
/// then the eigenvectors within the subspace, which is 20 wider than asked for. In f64, every sum a chain in row order:
/// the same rows give the same bits everywhere. Of each vector the component of largest magnitude is positive; ties are
/// decided by the lowest column.
/// </remarks>
public sealed class TruncatedSvd
{
    private const int Rounds = 4;
    private const int Oversampling = 20;
    private const double RankTolerance = 1e-12;     // Of the largest squared length.

    private readonly SparseRows _rows;
    private readonly int _width;
    private double[] _basis;

    /// <param name="count">
    /// Singular values wanted. What the matrix has not, its rank being smaller, is zero, vectors too.
    /// </param>
    public TruncatedSvd(SparseRows rows, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        (_rows, _width) = (rows, Math.Min(count + Oversampling, Math.Max(1, rows.ColumnCount)));
        _basis = Signs();
        for (int round = 0; round < Rounds; round++)
        {
            _basis = Multiplied();
            // Twice: the first leaves an error of the square of the condition number.
            Turn(Gram(), whiten: true);
            Turn(Gram(), whiten: true);
        }

        double[] squares = Turn(ProductGram(), whiten: false);
        Values = new double[count];
        for (int k = 0; k < Math.Min(count, _width); k++) Values[k] = Math.Sqrt(Math.Max(0, squares[k]));
        Vectors = Kept(count);
    }

    /// <summary>Largest first.</summary>
    public double[] Values { get; }

    /// <summary>
    /// columns·count: what a column contributes to each coordinate, so that a row is projected by adding up.
    /// </summary>
    public double[] Vectors { get; }

    private double[] Signs()
    {
        var random = CounterRandom.For(0, "truncated-svd");
        double[] signs = new double[_rows.ColumnCount * _width];
        for (int i = 0; i < signs.Length; i++) signs[i] = (random.BitsOf((ulong)i) & 1) == 0 ? 1 : -1;
        return signs;
    }

    private Span<double> Basis(int column) => _basis.AsSpan(column * _width, _width);

    /// <summary>The row of A·basis.</summary>
    private void Project(int row, Span<double> projected)
    {
        projected.Clear();
        for (int i = _rows.Starts[row]; i < _rows.Starts[row + 1]; i++)
            Axpy.Add(_rows.Values[i], Basis(_rows.Columns[i]), projected);
    }

    /// <summary>Aᵀ·A·basis, without A·basis ever being whole.</summary>
    private double[] Multiplied()
    {
        double[] product = new double[_basis.Length], projected = new double[_width];
        for (int row = 0; row < _rows.Count; row++)
        {
            Project(row, projected);
            for (int i = _rows.Starts[row]; i < _rows.Starts[row + 1]; i++)
                Axpy.Add(_rows.Values[i], projected, product.AsSpan(_rows.Columns[i] * _width, _width));
        }

        return product;
    }

    /// <summary>basisᵀ·basis.</summary>
    private double[] Gram()
    {
        double[] gram = new double[_width * _width];
        for (int column = 0; column < _rows.ColumnCount; column++) AddSquare(Basis(column), gram);
        return gram;
    }

    /// <summary>(A·basis)ᵀ·(A·basis).</summary>
    private double[] ProductGram()
    {
        double[] gram = new double[_width * _width], projected = new double[_width];
        for (int row = 0; row < _rows.Count; row++)
        {
            Project(row, projected);
            AddSquare(projected, gram);
        }

        return gram;
    }

    private void AddSquare(ReadOnlySpan<double> values, double[] gram)
    {
        for (int a = 0; a < _width; a++)
            if (values[a] != 0) Axpy.Add(values[a], values, gram.AsSpan(a * _width, _width));
    }

    /// <summary>The basis along the eigenvectors of a matrix; whitened, each also divided by its length.</summary>
    private double[] Turn(double[] matrix, bool whiten)
    {
        var eigen = new SymmetricEigen(matrix, _width, _width);
        double least = RankTolerance * eigen.Values[0];
        double[] turned = new double[_basis.Length], axis = new double[_width * _width];
        for (int k = 0; k < _width; k++)
        {
            double factor = eigen.Values[k] <= least ? 0 : whiten ? 1 / Math.Sqrt(eigen.Values[k]) : 1;
            for (int i = 0; i < _width; i++) axis[(i * _width) + k] = factor * eigen.Vectors[(k * _width) + i];
        }

        for (int column = 0; column < _rows.ColumnCount; column++)
        {
            ReadOnlySpan<double> from = Basis(column);
            Span<double> to = turned.AsSpan(column * _width, _width);
            for (int i = 0; i < _width; i++) Axpy.Add(from[i], axis.AsSpan(i * _width, _width), to);
        }

        _basis = turned;
        return eigen.Values;
    }

    private double[] Kept(int count)
    {
        double[] vectors = new double[_rows.ColumnCount * count];
        for (int k = 0; k < Math.Min(count, _width); k++)
        {
            double largest = 0;
            for (int column = 0; column < _rows.ColumnCount; column++)
                largest = Math.Abs(Basis(column)[k]) > Math.Abs(largest) ? Basis(column)[k] : largest;
            for (int column = 0; column < _rows.ColumnCount; column++)
                vectors[(column * count) + k] = largest < 0 ? -Basis(column)[k] : Basis(column)[k];
        }

        return vectors;
    }
}
