using Tauric.Kernels.Indicators;
using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>
/// A stretch of time that ends with the decision, cut into 60 equal steps: bars of the mid, what the quote was at the
/// end of each step, and what was traded.
/// </summary>
internal sealed class WindowFrame(int minutes)
{
    public const int Steps = 60;

    private readonly double[] _values = new double[12 * Steps];
    private readonly double[] _indicators = new double[TechnicalSet.Columns * Steps];

    public int Minutes => minutes;

    /// <summary>Was there a quote at every step? Then the series below are defined.</summary>
    public bool HasGrid { get; private set; }

    public bool HasMarket { get; private set; }

    /// <summary>Rows of the trades that were known in the window.</summary>
    public Range Trades { get; private set; }

    public int QuoteCount { get; private set; }

    public Span<double> Open => Series(0);

    public Span<double> High => Series(1);

    public Span<double> Low => Series(2);

    public Span<double> Close => Series(3);

    /// <summary>Shares traded.</summary>
    public Span<double> Volume => Series(4);

    /// <summary>Shares bought less shares sold, by who began the trade.</summary>
    public Span<double> Flow => Series(5);

    /// <summary>Log returns of the mid.</summary>
    public Span<double> Returns => Series(6);

    public Span<double> MarketReturns => Series(7);

    /// <summary>In basis points of the mid.</summary>
    public Span<double> Spread => Series(8);

    /// <summary>(bid size − ask size)/(bid size + ask size) at the best quote.</summary>
    public Span<double> Imbalance => Series(9);

    /// <summary>Bid size + ask size at the best quote.</summary>
    public Span<double> TopSize => Series(10);

    public double StepSeconds => minutes;

    public Bars Bars => new(Open, High, Low, Close, Volume);

    /// <summary>The last row of an indicator over the bars.</summary>
    public double Indicator(int column) => _indicators[((column + 1) * Steps) - 1];

    public void Load(FeatureFrame frame, TickColumns? market)
    {
        long start = frame.Now - (minutes * FeatureFrame.MinuteMicros);
        Trades = frame.Ticks.Trades.CountUpTo(start)..frame.TradesEnd;
        int firstQuote = frame.Ticks.Quotes.CountUpTo(start);
        QuoteCount = frame.QuotesEnd - firstQuote;
        HasGrid = LoadQuotes(frame, firstQuote - 1, start);
        HasMarket = HasGrid && market is not null && LoadMarket(market, start);
        Volume.Clear();
        Flow.Clear();
        LoadTrades(frame, start);
        if (HasGrid) TechnicalSet.Set.Compute(Bars, _indicators);
    }

    private Span<double> Series(int place) => _values.AsSpan(place * Steps, Steps);

    private long StepEnd(long start, int step) => start + ((step + 1) * minutes * FeatureFrame.MinuteMicros / Steps);

    /// <param name="row">The quote in force when the window starts.</param>
    private bool LoadQuotes(FeatureFrame frame, int row, long start)
    {
        TickColumns quotes = frame.Ticks.Quotes;
        // One older than a window before it is too old to stand for it: how far back the rows go must not show.
        if (row < 0 || quotes.KnownAt[row] <= start - (minutes * FeatureFrame.MinuteMicros)) return false;
        ReadOnlySpan<long> known = quotes.KnownAt[..frame.QuotesEnd];
        ReadOnlySpan<double> bid = quotes[0], ask = quotes[1], bidSize = quotes[2], askSize = quotes[3];
        double mid = 0.5 * (bid[row] + ask[row]);
        for (int step = 0; step < Steps; step++)
        {
            double open = mid, high = mid, low = mid;
            for (long end = StepEnd(start, step); row + 1 < known.Length && known[row + 1] <= end;)
            {
                row++;
                mid = 0.5 * (bid[row] + ask[row]);
                (high, low) = (Math.Max(high, mid), Math.Min(low, mid));
            }

            (Open[step], High[step], Low[step], Close[step]) = (open, high, low, mid);
            Returns[step] = mid == open ? 0 : Elementary.Log(mid / open);
            Spread[step] = 1e4 * (ask[row] - bid[row]) / mid;
            Imbalance[step] = (bidSize[row] - askSize[row]) / (bidSize[row] + askSize[row]);
            TopSize[step] = bidSize[row] + askSize[row];
        }

        return true;
    }

    private bool LoadMarket(TickColumns quotes, long start)
    {
        int row = quotes.CountUpTo(start) - 1;
        if (row < 0 || quotes.KnownAt[row] <= start - (minutes * FeatureFrame.MinuteMicros)) return false;
        ReadOnlySpan<long> known = quotes.KnownAt;
        ReadOnlySpan<double> bid = quotes[0], ask = quotes[1];
        for (int step = 0; step < Steps; step++)
        {
            double open = bid[row] + ask[row];
            for (long end = StepEnd(start, step); row + 1 < known.Length && known[row + 1] <= end;) row++;
            double close = bid[row] + ask[row];
            MarketReturns[step] = close == open ? 0 : Elementary.Log(close / open);
        }

        return true;
    }

    private void LoadTrades(FeatureFrame frame, long start)
    {
        ReadOnlySpan<long> known = frame.Ticks.Trades.KnownAt;
        ReadOnlySpan<double> sizes = frame.Ticks.Trades[1];
        int step = 0;
        for (int row = Trades.Start.Value; row < Trades.End.Value; row++)
        {
            while (known[row] > StepEnd(start, step)) step++;
            Volume[step] += sizes[row];
            Flow[step] += sizes[row] * frame.SignOf(row);
        }
    }
}
