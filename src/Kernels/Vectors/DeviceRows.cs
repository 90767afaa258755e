using Tauric.Engine.Contracts;
using Tauric.Kernels.Devices;

namespace Tauric.Kernels.Vectors;

/// <summary>A matrix on a device, and each row's terms of a metric (f32 pairs: factor, offset).</summary>
internal sealed class DeviceRows(IComputeDevice device, DeviceKernel squaredLengths) : IDisposable
{
    private readonly DeviceRoom _values = new(device);
    private readonly DeviceRoom _lengths = new(device);
    private readonly DeviceRoom _terms = new(device);
    private float[] _host = [];

    public DeviceBuffer Values { get; private set; } = null!;

    public DeviceBuffer Terms { get; private set; } = null!;

    public int Pitch { get; private set; }

    public int Count { get; private set; }

    /// <summary>Uploads the rows; lengths are the device's work, their terms the metric's.</summary>
    public void Load(in Rows rows, Metric metric)
    {
        (Pitch, Count) = (rows.Pitch, rows.Count);
        Values = _values.With(rows.Values);
        if (_host.Length < 3 * Count) _host = new float[3 * Count];
        Span<float> lengths = _host.AsSpan(0, Count), terms = _host.AsSpan(Count, 2 * Count);
        lengths.Clear();
        if (metric.ReadsLength)
        {
            DeviceBuffer squared = _lengths.Of((long)Count * sizeof(float));
            device.Launch(squaredLengths, new Grid(Count), Values, Pitch, Count, rows.Dimension, squared);
            device.Download(squared, lengths);
        }

        for (int row = 0; row < Count; row++)
            (terms[2 * row], terms[(2 * row) + 1]) = metric.Terms(lengths[row]);
        Terms = _terms.With<float>(terms);
    }

    public void Dispose()
    {
        _values.Dispose();
        _lengths.Dispose();
        _terms.Dispose();
    }
}
