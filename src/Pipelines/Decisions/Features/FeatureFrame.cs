using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>
/// What all features of a decision are made of, laid out once. Reused from decision to decision: nothing stays but
/// room. All it holds is a function of the ticks known in the two hours before the decision, of the scores of seven
/// days and of the last daily states.
/// </summary>
internal sealed class FeatureFrame
{
    public const long MinuteMicros = 60_000_000;
    public const int TickMinutes = 120;

    private const long DayMicros = 24 * 60 * MinuteMicros;

    private readonly WindowFrame[] _windows = [.. Windows.Minutes.Select(minutes => new WindowFrame(minutes))];
    private readonly EventFrame _events = new();
    private FeatureInputs? _inputs;
    private sbyte[] _signs = new sbyte[256];
    private double[] _mids = new double[256];
    private int _firstSign;

    public FeatureInputs Inputs => _inputs!;

    public DecisionRow Decision => Inputs.Decision;

    /// <summary>1 to buy, −1 to sell; NaN when nobody said.</summary>
    public double Side => Decision.Side == 0 ? double.NaN : Decision.Side;

    public SymbolTicks Ticks => Inputs.Ticks;

    public DailyState Daily => Inputs.Daily!;

    public DailyState MarketDaily => Inputs.MarketDaily!;

    /// <summary>The decision's time, µs UTC: nothing known later is looked at.</summary>
    public long Now { get; private set; }

    /// <summary>One after the last trade known.</summary>
    public int TradesEnd { get; private set; }

    /// <summary>One after the last quote known.</summary>
    public int QuotesEnd { get; private set; }

    public FeatureNeeds Has { get; private set; }

    /// <summary>The window a feature is computed for.</summary>
    public WindowFrame Window { get; private set; } = null!;

    public BookFrame Book { get; } = new();

    public EventFrame Events => _events;

    /// <summary>Scores known in the last hours of a sentiment window.</summary>
    public Range Scores { get; private set; }

    // The last quote.
    public double Bid { get; private set; }

    public double Ask { get; private set; }

    public double BidSize { get; private set; }

    public double AskSize { get; private set; }

    public double Mid => 0.5 * (Bid + Ask);

    public double QuoteAgeSeconds { get; private set; }

    public void Load(FeatureInputs inputs)
    {
        _inputs = inputs;
        Now = Decision.EventTime;
        long oldest = Now - (TickMinutes * MinuteMicros);
        QuotesEnd = Ticks.Quotes.CountUpTo(Now);
        TradesEnd = Ticks.Trades.CountUpTo(Now);
        int firstQuote = Ticks.Quotes.CountUpTo(oldest), firstTrade = Ticks.Trades.CountUpTo(oldest);
        LoadQuote(firstQuote);
        LoadSigns(Ticks.Trades.CountUpTo(Now - (Windows.LongestMinutes * MinuteMicros)), firstQuote);
        _events.Load(this, firstQuote, firstTrade);
        bool hasBook = Book.Load(Ticks, oldest, Now);
        int scores = Ticks.Sentiment.CountUpTo(Now) - Ticks.Sentiment.CountUpTo(Now - (7 * DayMicros));
        Has = (QuotesEnd > firstQuote ? FeatureNeeds.Quotes : 0) | (TradesEnd > firstTrade ? FeatureNeeds.Trades : 0)
            | (hasBook ? FeatureNeeds.Depth : 0) | (scores > 0 ? FeatureNeeds.Sentiment : 0)
            | (inputs.Daily is null ? 0 : FeatureNeeds.Daily)
            | (inputs.MarketDaily is null ? 0 : FeatureNeeds.MarketDaily);
        foreach (WindowFrame window in _windows)
        {
            if (window.Minutes <= Decision.LookbackMinutes) window.Load(this, inputs.Market?.Quotes);
        }
    }

    /// <summary>Lets the decision's columns go; the room stays.</summary>
    public void Forget() => _inputs = null;

    /// <summary>Makes a window that of the features that follow.</summary>
    /// <returns>False when the decision does not look back that far.</returns>
    public bool Turn(string? window)
    {
        if (window is null) return true;
        if (Windows.ScoreHours.TryGetValue(window, out int hours))
        {
            int first = Ticks.Sentiment.CountUpTo(Now - (hours * 60 * MinuteMicros));
            Scores = first..Ticks.Sentiment.CountUpTo(Now);
            return true;
        }

        Window = _windows[Windows.Ticks.IndexOf(window)];
        bool reached = Window.Minutes <= Decision.LookbackMinutes;
        Has &= ~(FeatureNeeds.Grid | FeatureNeeds.MarketGrid);
        if (reached && Window.HasGrid) Has |= FeatureNeeds.Grid;
        if (reached && Window.HasMarket) Has |= FeatureNeeds.MarketGrid;
        return reached;
    }

    /// <summary>Who began a trade of the last hour (Lee–Ready): 1 the buyer, −1 the seller, 0 unknown.</summary>
    public int SignOf(int trade) => _signs[trade - _firstSign];

    public ReadOnlySpan<double> Prices => Ticks.Trades[0][Window.Trades];

    public ReadOnlySpan<double> Sizes => Ticks.Trades[1][Window.Trades];

    public ReadOnlySpan<sbyte> Signs => _signs.AsSpan(FirstTrade, Sizes.Length);

    /// <summary>The mid each trade met; NaN before the first quote.</summary>
    public ReadOnlySpan<double> MidsMet => _mids.AsSpan(FirstTrade, Sizes.Length);

    private int FirstTrade => Window.Trades.Start.Value - _firstSign;

    private void LoadQuote(int firstQuote)
    {
        (Bid, Ask, BidSize, AskSize, QuoteAgeSeconds) = (double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        int last = QuotesEnd - 1;
        if (last < firstQuote) return;
        TickColumns quotes = Ticks.Quotes;
        (Bid, Ask, BidSize, AskSize) = (quotes[0][last], quotes[1][last], quotes[2][last], quotes[3][last]);
        QuoteAgeSeconds = (Now - quotes.KnownAt[last]) / 1e6;
    }

    /// <summary>
    /// By the mid of the last quote known before the trade, and where that is silent by the last different price since
    /// the hour began.
    /// </summary>
    private void LoadSigns(int first, int firstQuote)
    {
        int count = TradesEnd - first;
        if (_signs.Length < count)
        {
            int room = Math.Max(count, 2 * _signs.Length);
            (_signs, _mids) = (new sbyte[room], new double[room]);
        }

        _firstSign = first;
        ReadOnlySpan<long> traded = Ticks.Trades.KnownAt, quoted = Ticks.Quotes.KnownAt;
        ReadOnlySpan<double> price = Ticks.Trades[0], bid = Ticks.Quotes[0], ask = Ticks.Quotes[1];
        double before = 0;
        int tick = 0, quote = firstQuote;
        for (int row = first; row < TradesEnd; row++)
        {
            if (before != 0 && price[row] != before) tick = price[row] > before ? 1 : -1;
            before = price[row];
            while (quote < QuotesEnd && quoted[quote] < traded[row]) quote++;
            double mid = quote == firstQuote ? double.NaN : 0.5 * (bid[quote - 1] + ask[quote - 1]);
            _mids[row - first] = mid;
            _signs[row - first] = (sbyte)(price[row] > mid ? 1 : price[row] < mid ? -1 : tick);
        }
    }
}

/// <summary>The windows features are computed for.</summary>
internal static class Windows
{
    public const int LongestMinutes = 60;

    public static IReadOnlyList<int> Minutes { get; } = [1, 5, 15, 30, LongestMinutes];

    public static List<string> Ticks { get; } = [.. Minutes.Select(minutes => $"{minutes}m")];

    public static IReadOnlyDictionary<string, int> ScoreHours { get; } = new Dictionary<string, int>
    {
        ["1h"] = 1,
        ["6h"] = 6,
        ["1d"] = 24,
        ["3d"] = 72,
        ["7d"] = 168,
    };

    public static IReadOnlyList<string> Scores { get; } = ["1h", "6h", "1d", "3d", "7d"];

    public static IReadOnlyList<string> Once { get; } = [];
}
