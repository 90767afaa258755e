using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Statistics;

/// <summary>
/// <see cref="InformationMatrix"/> on a device, to the bit: counts are exact, logarithms the same table.
/// </summary>
/// <remarks>Not for concurrent calls: it owns its tables.</remarks>
public sealed class DeviceInformationMatrix : IDisposable
{
    private const int Side = 8;
    private static readonly KernelSource Source = DeviceSource.Of("InformationMatrix");

    private readonly IComputeDevice _device;
    private readonly int[] _counts;
    private readonly DeviceRoom _words, _ofColumns, _logs, _computed;

    /// <param name="device">Where pairs are counted.</param>
    /// <param name="planes">The columns; they may be set anew between calls.</param>
    public DeviceInformationMatrix(IComputeDevice device, BitPlanes planes)
    {
        (_device, Planes) = (device, planes);
        _counts = new int[planes.Columns * planes.States];
        (_words, _ofColumns) = (new DeviceRoom(device), new DeviceRoom(device));
        (_logs, _computed) = (new DeviceRoom(device), new DeviceRoom(device));
        Logs = _logs.With<double>(Information.LogTable(planes.Rows));
    }

    public BitPlanes Planes { get; }

    private DeviceBuffer Logs { get; }

    /// <param name="matrix">columns × columns, symmetric.</param>
    public void Compute(Span<double> matrix)
    {
        (int columns, int states) = (Planes.Columns, Planes.States);
        if (matrix.Length != columns * columns)
            throw new ArgumentException($"{matrix.Length} values for {columns} × {columns}.", nameof(matrix));
        if (matrix.IsEmpty) return;
        for (int column = 0; column < columns; column++)
            Planes.Counts(column).CopyTo(_counts.AsSpan(column * states));
        DeviceBuffer computed = _computed.Of((long)matrix.Length * sizeof(double));
        _device.Launch(_device.Kernel(Source, "information"), new Grid(columns, columns, Side, Side),
            _words.With(Planes.Words.Span), _ofColumns.With<int>(_counts), Logs,
            columns, states, Planes.WordsPerPlane, Planes.Rows, computed);
        _device.Download(computed, matrix);
    }

    public void Dispose()
    {
        _words.Dispose();
        _ofColumns.Dispose();
        _logs.Dispose();
        _computed.Dispose();
    }
}
