using Tauric.Kernels.Microstructure;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>
/// The last events before the decision, trades and quotes in one row of time, as the microstructure kernels take them.
/// Of a trade and a quote known at one instant the trade comes first: it met the quote before.
/// </summary>
internal sealed class EventFrame
{
    private const int EventsMax = 256;

    private readonly long[] _micros = new long[EventsMax];
    private readonly double[] _columns = new double[6 * EventsMax];
    private readonly double[] _values = new double[2 * EventsMax];
    private int _length;

    /// <param name="frame">With its ends set.</param>
    /// <param name="firstQuote">The oldest quote that counts.</param>
    /// <param name="firstTrade">The oldest trade that counts.</param>
    public void Load(FeatureFrame frame, int firstQuote, int firstTrade)
    {
        TickColumns quotes = frame.Ticks.Quotes, trades = frame.Ticks.Trades;
        int quote = frame.QuotesEnd, trade = frame.TradesEnd;
        for (int taken = 0; taken < EventsMax && (quote > firstQuote || trade > firstTrade); taken++)
        {
            bool isQuote = trade == firstTrade
                || (quote > firstQuote && quotes.KnownAt[quote - 1] >= trades.KnownAt[trade - 1]);
            if (isQuote) quote--;
            else trade--;
        }

        _length = 0;
        double price = trade > firstTrade ? trades[0][trade - 1] : double.NaN;
        bool quoted = quote > firstQuote;
        while (quote < frame.QuotesEnd || trade < frame.TradesEnd)
        {
            bool isTrade = quote == frame.QuotesEnd
                || (trade < frame.TradesEnd && trades.KnownAt[trade] <= quotes.KnownAt[quote]);
            if (isTrade) price = trades[0][trade++];
            else quote++;
            quoted |= !isTrade;
            if (!quoted) continue;   // Of a trade before any quote nobody can say what it met.
            Put(isTrade ? trades.KnownAt[trade - 1] : quotes.KnownAt[quote - 1], quotes, quote - 1, price,
                isTrade ? trades[1][trade - 1] : 0);
        }
    }

    /// <summary>The first output of a kernel at the last event; NaN when there are not enough.</summary>
    public double Last(IMicrostructure kernel)
    {
        int rows = kernel.Warmup + 1;
        if (rows > _length) return double.NaN;
        Span<double> values = _values.AsSpan(0, rows * kernel.Outputs.Count);
        kernel.Compute(Ticks().Slice(_length - rows, rows), values);
        return values[rows - 1];
    }

    private Ticks Ticks() => new(_micros.AsSpan(0, _length), Column(0), Column(1), Column(2), Column(3), Column(4),
        Column(5));

    private Span<double> Column(int column) => _columns.AsSpan(column * EventsMax, _length);

    private void Put(long micros, TickColumns quotes, int quote, double price, double size)
    {
        int row = _length++;
        _micros[row] = micros;
        for (int c = 0; c < 4; c++) _columns[(c * EventsMax) + row] = quotes[c][quote];
        _columns[(4 * EventsMax) + row] =
            double.IsNaN(price) ? 0.5 * (quotes[0][quote] + quotes[1][quote]) : price;
        _columns[(5 * EventsMax) + row] = size;
    }
}
