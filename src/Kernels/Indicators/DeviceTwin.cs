using Tauric.Engine.Contracts;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// An indicator on a device: the same bits as <see cref="IIndicator.Compute"/>, its NaN included. Registered under the
/// name of its indicator, its text beside it.
/// </summary>
internal interface IDeviceTwin
{
    /// <summary>The type of indicator it computes, whatever its options.</summary>
    Type Indicator { get; }

    /// <summary>Puts what computes the columns into the queue.</summary>
    /// <param name="columns">Outputs × rows, one column after the other.</param>
    void Launch(IIndicator indicator, DeviceBars bars, DeviceBuffer columns);
}

/// <inheritdoc cref="IDeviceTwin"/>
internal abstract class DeviceTwin<TIndicator> : IDeviceTwin
    where TIndicator : IIndicator
{
    public Type Indicator => typeof(TIndicator);

    public void Launch(IIndicator indicator, DeviceBars bars, DeviceBuffer columns) =>
        Launch((TIndicator)indicator, bars, columns);

    protected abstract void Launch(TIndicator indicator, DeviceBars bars, DeviceBuffer columns);
}
