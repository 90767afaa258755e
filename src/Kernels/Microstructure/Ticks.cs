namespace Tauric.Kernels.Microstructure;

/// <summary>
/// Quotes and trades of one instrument in time order, oldest first: seven columns of equal length. A row is an event, a
/// trade or a change of the quote, with the best quote in force just before it. A view: it owns nothing.
/// </summary>
/// <remarks>
/// Prices in one currency, sizes in shares or contracts, times in microseconds. Where a row is no trade its trade
/// size is 0 and its trade price that of the last trade before it. A row is refused when a number is not finite, a
/// price not positive, a size negative, the quote crossed (bid above ask; a locked quote is fine) or its time before
/// the last row's: such rows are the caller's to drop, no kernel guesses across them.
/// </remarks>
public readonly ref struct Ticks
{
    /// <exception cref="ArgumentException">Lengths differ, or a row is refused; names column and row.</exception>
    public Ticks(
        ReadOnlySpan<long> micros,
        ReadOnlySpan<double> bid,
        ReadOnlySpan<double> ask,
        ReadOnlySpan<double> bidSize,
        ReadOnlySpan<double> askSize,
        ReadOnlySpan<double> tradePrice,
        ReadOnlySpan<double> tradeSize)
    {
        Micros = micros;
        Bid = Checked(bid, "bid", micros.Length, double.Epsilon);
        Ask = Checked(ask, "ask", micros.Length, double.Epsilon);
        BidSize = Checked(bidSize, "bid size", micros.Length, 0);
        AskSize = Checked(askSize, "ask size", micros.Length, 0);
        TradePrice = Checked(tradePrice, "trade price", micros.Length, double.Epsilon);
        TradeSize = Checked(tradeSize, "trade size", micros.Length, 0);
        for (int row = 0; row < bid.Length; row++)
        {
            if (bid[row] > ask[row]) throw Refused("bid", row, $"{bid[row]} above the ask {ask[row]}");
            if (row > 0 && micros[row] < micros[row - 1]) throw Refused("micros", row, "before the row above");
        }
    }

    private Ticks(scoped in Ticks ticks, int start, int length)
    {
        Micros = ticks.Micros.Slice(start, length);
        Bid = ticks.Bid.Slice(start, length);
        Ask = ticks.Ask.Slice(start, length);
        BidSize = ticks.BidSize.Slice(start, length);
        AskSize = ticks.AskSize.Slice(start, length);
        TradePrice = ticks.TradePrice.Slice(start, length);
        TradeSize = ticks.TradeSize.Slice(start, length);
    }

    public ReadOnlySpan<long> Micros { get; }

    public ReadOnlySpan<double> Bid { get; }

    public ReadOnlySpan<double> Ask { get; }

    public ReadOnlySpan<double> BidSize { get; }

    public ReadOnlySpan<double> AskSize { get; }

    public ReadOnlySpan<double> TradePrice { get; }

    public ReadOnlySpan<double> TradeSize { get; }

    public int Length => Micros.Length;

    /// <summary>The rows [start, start + length) of these ticks.</summary>
    public Ticks Slice(int start, int length) => new(this, start, length);

    internal double Mid(int row) => 0.5 * (Bid[row] + Ask[row]);

    /// <summary>The quote rule: 1 for a trade above the mid, −1 below, 0 at it and where there is no trade.</summary>
    internal int QuoteSign(int row) => TradeSize[row] == 0 ? 0 : Math.Sign(TradePrice[row] - Mid(row));

    private static ReadOnlySpan<double> Checked(ReadOnlySpan<double> values, string column, int rows, double lowest)
    {
        if (values.Length != rows)
        {
            throw new ArgumentException($"{column} has {values.Length} rows, micros has {rows}.", column);
        }

        for (int row = 0; row < values.Length; row++)
        {
            bool isTaken = values[row] >= lowest && values[row] <= double.MaxValue; // NaN is neither.
            if (!isTaken) throw Refused(column, row, $"{values[row]}");
        }

        return values;
    }

    private static ArgumentException Refused(string column, int row, string why) =>
        new($"{column}[{row}] is {why}: drop or repair the row first.", column);
}
