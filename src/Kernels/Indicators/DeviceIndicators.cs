using Tauric.Engine.Contracts;

namespace Tauric.Kernels.Indicators;

/// <summary>Indicators computed on a device, to the bit as on the processor.</summary>
public sealed class DeviceIndicators(IComputeDevice device)
{
    private static readonly Dictionary<Type, IDeviceTwin> Twins =
        KernelCatalogue<IDeviceTwin>.All.ToDictionary(twin => twin.Value.Indicator, twin => twin.Value);

    /// <summary>Whether an indicator has a form for devices.</summary>
    public static bool Has(IIndicator indicator) => Twins.ContainsKey(indicator.GetType());

    /// <summary>The columns over every instrument of the bars.</summary>
    /// <param name="indicator">One that <see cref="Has"/>.</param>
    /// <param name="bars">On the device.</param>
    /// <param name="columns">Outputs × rows, one column after the other.</param>
    /// <exception cref="ArgumentException">The indicator has no twin, or the columns another size.</exception>
    public static void Compute(IIndicator indicator, DeviceBars bars, Span<double> columns)
    {
        int outputs = indicator.Outputs.Count;
        if (!Twins.TryGetValue(indicator.GetType(), out IDeviceTwin? twin))
            throw new ArgumentException($"{indicator} has no device twin.", nameof(indicator));
        if (columns.Length != outputs * bars.Rows)
            throw new ArgumentException($"{columns.Length} values for {outputs} × {bars.Rows} rows.", nameof(columns));
        if (bars.Rows == 0) return;
        using DeviceBuffer computed = bars.NewColumns(outputs);
        twin.Launch(indicator, bars, computed);
        bars.Device.Download(computed, columns);
    }

    /// <summary>The set's columns: those with a twin on the device, the others on the processor.</summary>
    /// <inheritdoc cref="IndicatorSet.Compute"/>
    public double[][] Compute(IndicatorSet set, in Bars bars)
    {
        int rows = bars.Length;
        var computed = new Dictionary<IIndicator, double[]>();
        using var uploaded = new DeviceBars(device, bars);
        foreach (IIndicator indicator in set.Columns.Select(column => column.Indicator).Distinct())
        {
            double[] values = new double[indicator.Outputs.Count * rows];
            computed.Add(indicator, values);
            if (Has(indicator)) Compute(indicator, uploaded, values);
            else indicator.Compute(bars, values);
        }

        return [.. set.Columns.Select(column => computed[column.Indicator]
            .AsSpan(column.Indicator.Outputs.ToList().IndexOf(column.Output) * rows, rows).ToArray())];
    }
}
