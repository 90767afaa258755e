using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;
using RawPayload = Tauric.Pipelines.Feeds.Payload;

namespace Tauric.Pipelines.Stories.Market;

/// <summary>
/// Bars of symbols by the place they have in a session or month. Rows may come in any order: each has one place, so
/// nothing is sorted and what comes twice is seen.
/// </summary>
/// <param name="slots">Places of a symbol.</param>
internal sealed class BarGrid(int slots)
{
    /// <summary>More than any market has: what a payload costs in memory is bounded whatever it holds.</summary>
    public const int SymbolsMax = 20_000;

    private readonly Dictionary<string, SymbolBars> _bySymbol = new(StringComparer.Ordinal);
    private SymbolBars? _last;

    public int Slots => slots;

    /// <summary>Ordinal by name.</summary>
    public IEnumerable<SymbolBars> Symbols => _bySymbol.Values.OrderBy(bars => bars.Symbol, StringComparer.Ordinal);

    /// <returns>Null when it is no name of a symbol, or one too many.</returns>
    public SymbolBars? Of(ReadOnlySpan<byte> symbol)
    {
        if (_last is { } last && symbol.SequenceEqual(last.Utf8)) return last;
        if (symbol.Length > PayloadKey.NameLengthMax) return null;
        Span<char> name = stackalloc char[symbol.Length];
        Encoding.Latin1.GetChars(symbol, name);
        var byName = _bySymbol.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!byName.TryGetValue(name, out SymbolBars? bars))
        {
            if (!PayloadKey.IsEntity(name) || _bySymbol.Count == SymbolsMax) return null;
            bars = new SymbolBars(name.ToString(), slots);
            _bySymbol.Add(bars.Symbol, bars);
        }

        return _last = bars;
    }
}

/// <summary>The bars of one symbol, a place each.</summary>
internal sealed class SymbolBars(string symbol, int slots)
{
    private readonly TradedBar[] _bars = new TradedBar[slots];
    private readonly int[] _payloads = new int[slots];   // Number of the payload from 1; 0 where there is no bar.

    public string Symbol => symbol;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(symbol);

    /// <summary>Rows that broke a rule of bars.</summary>
    public int Inconsistent { get; set; }

    public ref readonly TradedBar this[int slot] => ref _bars[slot];

    public bool Has(int slot) => _payloads[slot] != 0;

    /// <returns>The number of the payload that gave the bar of this place before; 0 when it took it.</returns>
    public int Put(int slot, int payload, in TradedBar bar)
    {
        if (_payloads[slot] is var earlier and not 0) return earlier;
        (_payloads[slot], _bars[slot]) = (payload, bar);
        return 0;
    }

    public void AppendTo(BatchBuilder rows, int slot, long start, long end)
    {
        ref readonly TradedBar bar = ref _bars[slot];
        rows[0].AppendBytes(Utf8);
        rows[1].Append(start);
        rows[2].Append(end);
        rows[3].Append(bar.Open);
        rows[4].Append(bar.High);
        rows[5].Append(bar.Low);
        rows[6].Append(bar.Close);
        rows[7].Append(bar.Volume);
    }
}

/// <summary>Fills a grid from the payloads of a partition and refuses what has no place in it.</summary>
/// <remarks>
/// The first to give a bar keeps it: payloads come by date, then source, then entity, in ordinal order. So a payload
/// never changes what was known before it. What another <em>source</em> says of a bar there is, is not heard; when
/// the same source says otherwise, in the same payload or a later one, the row is refused.
/// </remarks>
internal abstract class BarReader(BarGrid grid) : IBarSink
{
    private readonly List<PayloadKey> _payloads = [];
    private Work? _refusing;

    public BarGrid Grid => grid;

    protected PayloadKey Payload => _payloads[^1];

    /// <param name="refusing">Counts the refused rows; null when somebody else does.</param>
    public void Read<TFeed>(Work work, IReadOnlyDictionary<string, TFeed> feeds, bool refusing = true)
        where TFeed : BarFeed
    {
        _refusing = refusing ? work : null;
        foreach ((PayloadKey key, ReadRows rows) in work.Rows(Canonical.Raw)
            .Select(rows => (PayloadKey.Parse(rows.Read.Key), rows))
            .OrderBy(raw => raw.Item1.Date).ThenBy(raw => raw.Item1.ToString(), StringComparer.Ordinal))
        {
            work.Cancelled.ThrowIfCancellationRequested();
            if (rows.Rows.Length == 0) continue;   // Already refused when it was taken in.
            _payloads.Add(key);
            var payload = RawPayload.Of(rows, key);
            if (RawPayload.WhyUnreadable(() => feeds[key.Source].Read(key, payload.Bytes, this)) is { } why)
                _refusing?.Reject(why.Reason, key.ToString(), why.Message);
        }
    }

    public void Add(
        ReadOnlySpan<byte> symbol, DateOnly day, int minute, in TradedBar bar, int line, ReadOnlySpan<byte> seen)
    {
        string? problem = Place(day, minute, out int slot);
        SymbolBars? bars = grid.Of(symbol);
        if (bars is null) problem = "bad-symbol";
        if (problem is null && (problem = bar.Problem) is not null) bars!.Inconsistent++;
        problem ??= Put(bars!, slot, bar);
        if (problem is not null) Refuse(problem, line, seen);
    }

    public void Refuse(string reason, int line, ReadOnlySpan<byte> seen) =>
        _refusing?.Reject(reason, $"{Payload}#{line}", Encoding.UTF8.GetString(seen[..Math.Min(seen.Length, 200)]));

    /// <summary>The place of a bar, or why it has none here.</summary>
    protected abstract string? Place(DateOnly day, int minute, out int slot);

    private string? Put(SymbolBars bars, int slot, in TradedBar bar)
    {
        int earlier = bars.Put(slot, _payloads.Count, bar);
        if (earlier == 0 || bars[slot] == bar || _payloads[earlier - 1].Source != Payload.Source) return null;
        return earlier == _payloads.Count ? "contradicted" : "restated";
    }
}
