using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample.Decisions;

/// <summary>
/// Mids of a symbol by the second from the open, and the quotes, trades and depth that show them. Quoted mids are
/// whole half cents; a quote stands until the next.
/// </summary>
internal sealed class DecisionPath
{
    /// <summary>Two hours and a half.</summary>
    public const int Seconds = 9_000;

    private const double QuoteChance = .14;
    private const double TradeChance = .1;
    private const int DepthEverySeconds = 600;

    private static readonly string[] Venues = ["ARCX", "XNAS"];

    private readonly double[] _mid = new double[Seconds + 1];
    private readonly bool[] _shown = new bool[Seconds + 1];
    private readonly double _deviation;   // Of a second's log return.
    private CounterRandom _walk;
    private CounterRandom _show;

    public DecisionPath(long seed, string symbol, DateOnly day, double open, double dailyVolatility)
    {
        (Symbol, Day, OpenMicros) = (symbol, day, TradingCalendar.Nyse.OpenMicros(day));
        string key = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        _walk = CounterRandom.For(seed, "decisions", "walk", symbol, key);
        _show = CounterRandom.For(seed, "decisions", "show", symbol, key);
        _mid[0] = open;
        _shown[0] = true;
        _deviation = Math.Max(dailyVolatility, .6) / 100 / Math.Sqrt(23_400);
    }

    public string Symbol { get; }

    public DateOnly Day { get; }

    public long OpenMicros { get; }

    /// <summary>The last second that has a mid.</summary>
    public int Reached { get; private set; }

    public string Time(int second, int micros = 0) =>
        UtcMicros.Format(OpenMicros + UtcMicros.FromSeconds(second) + micros);

    /// <summary>A quote will be shown at these seconds whatever is drawn.</summary>
    public void Show(params ReadOnlySpan<int> seconds)
    {
        foreach (int second in seconds) _shown[second] = true;
    }

    /// <summary>Goes on by chance.</summary>
    public void Walk(int from, int to)
    {
        for (int t = from + 1; t <= to; t++) _mid[t] = _mid[t - 1] * Math.Exp(_deviation * _walk.NextNormal());
        Reached = Math.Max(Reached, to);
    }

    /// <summary>Goes to a price by chance: a Brownian bridge.</summary>
    public void Bridge(int from, int to, double price)
    {
        for (int t = from + 1; t <= to; t++)
        {
            double left = to - t + 1, drift = Math.Log(price / _mid[t - 1]) / left;
            _mid[t] = _mid[t - 1] * Math.Exp(drift + (_deviation * Math.Sqrt((left - 1) / left) * _walk.NextNormal()));
        }

        _mid[to] = price;
        Reached = to;
    }

    /// <summary>Where a quote at this second has its middle, dollars.</summary>
    public double QuotedMid(int second) => HalfCents(second) / 200.0;

    /// <summary>Best bid and ask, cents, of a quote at this second.</summary>
    public (long Bid, long Ask) Quote(int second)
    {
        long middle = HalfCents(second);
        long half = (middle & 1) == 1 ? 1 : 2;   // Both sides whole cents.
        return ((middle - half) / 2, (middle + half) / 2);
    }

    public void Write(DecisionFiles files)
    {
        (long bid, long ask) = Quote(0);
        int sign = 1;
        for (int t = 0; t <= Seconds; t++)
        {
            if (_shown[t] | _show.NextUniform() < QuoteChance)
            {
                (bid, ask) = Quote(t);
                DecisionFiles.Line(files.Quotes,
                    $"{Symbol},{Time(t)},{Dollars(bid)},{Dollars(ask)},{Size(9)},{Size(9)}");
            }

            if (_show.NextUniform() < TradeChance)
            {
                if (_show.NextUniform() < .35) sign = -sign;   // Signs persist, as on real tapes.
                int micros = 1 + _show.NextInt(999_998);
                DecisionFiles.Line(files.Trades,
                    $"{Symbol},{Time(t, micros)},{Dollars(sign > 0 ? ask : bid)},{Size(4)}");
            }

            if (t % DepthEverySeconds == 0) Depth(files, t, bid, ask);
            if (t % 1_800 == 0) DecisionFiles.Line(files.Sentiment,
                $"{Symbol},{Time(t)},wire,{Math.Round((2 * _show.NextUniform()) - 1, 3)},{1 + _show.NextInt(3)}");
        }
    }

    private void Depth(DecisionFiles files, int second, long bid, long ask)
    {
        foreach (string venue in Venues)
        {
            for (int level = 0; level < 3; level++)
            {
                string lower = Dollars(bid - level), upper = Dollars(ask + level);
                int wanted = Size(20), offered = Size(20);
                DecisionFiles.Line(files.Depth,
                    $"{Symbol},{Time(second)},{venue},{level},{lower},{wanted},{upper},{offered}");
            }
        }
    }

    private int Size(int lots) => 100 * (1 + _show.NextInt(lots));

    private long HalfCents(int second) => (long)Math.Round(_mid[second] * 200);

    private static string Dollars(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
