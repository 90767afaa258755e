using Tauric.Engine.Contracts;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Bars that lie on a device: uploaded once (40 bytes a bar), read by as many kernels as wanted.
/// </summary>
public sealed class DeviceBars : IDisposable
{
    private readonly DeviceBuffer[] _columns;

    /// <summary>Bars of one instrument.</summary>
    public DeviceBars(IComputeDevice device, in Bars bars)
        : this(device, bars, [0])
    {
    }

    /// <param name="device">Where they go.</param>
    /// <param name="bars">One instrument after the other, each in time order.</param>
    /// <param name="starts">Where each instrument begins, ascending from 0.</param>
    /// <exception cref="ArgumentException">The starts do not ascend from 0 within the bars.</exception>
    public DeviceBars(IComputeDevice device, in Bars bars, ReadOnlySpan<int> starts)
    {
        Rows = bars.Length;
        int[] ends = [.. starts, Rows];
        if (starts.IsEmpty || starts[0] != 0) throw new ArgumentException("The first start is not 0.", nameof(starts));
        for (int i = 0; i < starts.Length; i++)
        {
            if (ends[i + 1] < ends[i]) throw new ArgumentException($"starts[{i}] is {ends[i]}.", nameof(starts));
            LongestRows = Math.Max(LongestRows, ends[i + 1] - ends[i]);
        }

        Device = device;
        Instruments = starts.Length;
        Starts = Uploaded<int>(ends);
        _columns = new DeviceBuffer[Enum.GetValues<BarColumn>().Length];
        for (int i = 0; i < _columns.Length; i++) _columns[i] = Uploaded(bars[(BarColumn)i]);
    }

    public IComputeDevice Device { get; }

    /// <summary>Of all instruments.</summary>
    public int Rows { get; }

    public int Instruments { get; }

    /// <summary>Of the instrument with the most.</summary>
    public int LongestRows { get; }

    /// <summary>int32, one more than instruments: where each begins, and the end.</summary>
    internal DeviceBuffer Starts { get; }

    /// <summary>One item a bar and instrument; items beyond an instrument's rows have nothing to do.</summary>
    internal Grid EveryBar => new(LongestRows, Instruments);

    internal DeviceBuffer this[BarColumn column] => _columns[(int)column];

    /// <summary>Room for so many columns of these bars.</summary>
    internal DeviceBuffer NewColumns(int count) => Device.Allocate(Math.Max(1, (long)Rows * count * sizeof(double)));

    public void Dispose()
    {
        Starts.Dispose();
        foreach (DeviceBuffer column in _columns) column.Dispose();
    }

    private DeviceBuffer Uploaded<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        DeviceBuffer buffer = Device.Allocate(Math.Max(1, (long)values.Length * sizeof(double)));
        Device.Upload(values, buffer);
        return buffer;
    }
}
