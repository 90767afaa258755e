using System.Text;
using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>
/// What the market showed of a symbol, in the order it became known. It may go on past a decision and begin long before
/// it: what a feature sees is cut there.
/// </summary>
public sealed class SymbolTicks
{
    /// <summary>Price, size.</summary>
    public TickColumns Trades { get; } = new("price", "size");

    /// <summary>Bid, ask, bid size, ask size.</summary>
    public TickColumns Quotes { get; } = new("bid", "ask", "bid_size", "ask_size");

    /// <summary>Venue (a place in <see cref="Venues"/>), level, bid, bid size, ask, ask size.</summary>
    public TickColumns Depth { get; } = new("venue", "level", "bid", "bid_size", "ask", "ask_size");

    /// <summary>Score from −1 to 1, weight.</summary>
    public TickColumns Sentiment { get; } = new("score", "weight");

    /// <summary>Names of venues, in the order they were first seen.</summary>
    public List<string> Venues { get; } = [];

    public void AppendDepth(
        long knownAt, ReadOnlySpan<byte> venue, double level, double bid, double bidSize, double ask, double askSize) =>
        Depth.Append(knownAt, Place(venue), level, bid, bidSize, ask, askSize);

    /// <summary>Rows [start, start + count) of <see cref="DecisionInputs.Depth"/>.</summary>
    public void AppendDepth(RecordBatch rows, int start, int count)
    {
        ReadOnlySpan<long> known = rows["known_at"].Values<long>();
        ReadOnlySpan<sbyte> level = rows["level"].Values<sbyte>();
        ReadOnlySpan<double> bid = rows["bid"].Values<double>(), bidSize = rows["bid_size"].Values<double>();
        ReadOnlySpan<double> ask = rows["ask"].Values<double>(), askSize = rows["ask_size"].Values<double>();
        Column venue = rows["venue"];
        for (int row = start; row < start + count; row++)
            AppendDepth(known[row], venue.Bytes(row), level[row], bid[row], bidSize[row], ask[row], askSize[row]);
    }

    private int Place(ReadOnlySpan<byte> venue)
    {
        string name = Encoding.UTF8.GetString(venue);
        int place = Venues.IndexOf(name);
        if (place >= 0) return place;
        Venues.Add(name);
        return Venues.Count - 1;
    }
}
