namespace Tauric.Kernels.Indicators;

/// <summary>
/// <see cref="Bars"/> that may wait on the heap: the bars of many instruments in a list. A view: it owns nothing.
/// </summary>
public readonly struct BarMemory
{
    private readonly ReadOnlyMemory<double> _open;
    private readonly ReadOnlyMemory<double> _high;
    private readonly ReadOnlyMemory<double> _low;
    private readonly ReadOnlyMemory<double> _close;
    private readonly ReadOnlyMemory<double> _volume;

    /// <exception cref="ArgumentException">As <see cref="Indicators.Bars"/>, once for all.</exception>
    public BarMemory(
        ReadOnlyMemory<double> open,
        ReadOnlyMemory<double> high,
        ReadOnlyMemory<double> low,
        ReadOnlyMemory<double> close,
        ReadOnlyMemory<double> volume)
    {
        _ = new Bars(open.Span, high.Span, low.Span, close.Span, volume.Span);
        (_open, _high, _low, _close, _volume) = (open, high, low, close, volume);
    }

    public int Length => _close.Length;

    /// <summary>The same bars, already checked.</summary>
    public Bars Bars => Bars.Checked(_open.Span, _high.Span, _low.Span, _close.Span, _volume.Span);
}
