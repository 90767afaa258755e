using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Statistics;

/// <summary>
/// <see cref="CorrelationMatrix"/> on a device, to the bit: scores are made here, their products there.
/// </summary>
/// <remarks>Not for concurrent calls: it owns its scores.</remarks>
public sealed class DeviceCorrelationMatrix : IDisposable
{
    private const int Tile = 32, Side = 16;
    private static readonly KernelSource Source = DeviceSource.Of("CorrelationMatrix");

    private readonly IComputeDevice _device;
    private readonly double[] _scores;
    private readonly DeviceRoom _uploaded, _computed;

    /// <param name="device">Where products are made.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="rows">Rows of every column, at least 2.</param>
    public DeviceCorrelationMatrix(IComputeDevice device, int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        (_device, Columns, Rows) = (device, columns, rows);
        _scores = new double[columns * rows];
        (_uploaded, _computed) = (new DeviceRoom(device), new DeviceRoom(device));
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <inheritdoc cref="CorrelationMatrix.Set"/>
    public void Set(int column, ReadOnlySpan<double> values)
    {
        if (values.Length != Rows) throw new ArgumentException($"{values.Length} rows for {Rows}.", nameof(values));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
        FiniteColumn.Require(values, column);
        var standard = Standard.Of(values);
        Span<double> scores = _scores.AsSpan(column * Rows, Rows);
        for (int row = 0; row < Rows; row++) scores[row] = standard.Score(values[row]);
    }

    /// <param name="matrix">columns × columns, symmetric.</param>
    public void Compute(Span<double> matrix)
    {
        if (matrix.Length != Columns * Columns)
            throw new ArgumentException($"{matrix.Length} values for {Columns} × {Columns}.", nameof(matrix));
        if (matrix.IsEmpty) return;
        DeviceBuffer computed = _computed.Of((long)matrix.Length * sizeof(double));
        long items = ((long)Columns + Tile - 1) / Tile * Side;
        _device.Launch(_device.Kernel(Source, "correlation"), new Grid(items, items, Side, Side),
            _uploaded.With<double>(_scores), Columns, Rows, computed);
        _device.Download(computed, matrix);
    }

    public void Dispose()
    {
        _uploaded.Dispose();
        _computed.Dispose();
    }
}
