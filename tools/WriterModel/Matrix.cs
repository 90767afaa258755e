namespace Tauric.WriterModel;

/// <summary>
/// Rows and columns of floats somewhere in memory. A turned matrix is the same memory with its steps swapped.
/// </summary>
internal readonly unsafe struct Matrix(float* data, int rows, int columns, nint rowStep, nint columnStep = 1)
{
    public float* Data => data;

    public int Rows => rows;

    public int Columns => columns;

    public nint RowStep => rowStep;

    public nint ColumnStep => columnStep;

    public Matrix Turned => new(data, columns, rows, columnStep, rowStep);

    public float* Row(int row) => data + (row * rowStep);

    public Matrix Part(int row, int rowCount, int column, int columnCount) =>
        new(data + (row * rowStep) + (column * columnStep), rowCount, columnCount, rowStep, columnStep);
}
