using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample;

/// <summary>One session. Prices in dollars, adjusted for splits; <paramref name="Return"/> is the log return.</summary>
internal readonly record struct Bar(
    DateOnly Day, double Open, double High, double Low, double Close, long Volume, double Return);

/// <summary>The report of a fiscal quarter, on the tape after the close of <paramref name="Published"/>.</summary>
/// <param name="Surprise">In standard deviations; moves the next session.</param>
internal readonly record struct EarningsReport(DateOnly QuarterEnd, DateOnly Published, double Surprise);

/// <summary>
/// Invented prices: a market factor with three volatility regimes, sector factors, heavy-tailed own moves, overnight
/// gaps and earnings jumps. Every draw is keyed by its day, so a longer history repeats the shorter one.
/// </summary>
internal sealed class MarketModel
{
    private const double SessionsPerYear = 252;
    private static readonly double[] RegimeVolatility = [.0055, .0095, .019];
    private static readonly double[] RegimeStays = [.985, .98, .95];

    private readonly long _seed;
    private readonly double[] _market;
    private readonly double[] _scale;
    private readonly double[][] _sectors;

    private MarketModel(long seed, DateOnly to)
    {
        _seed = seed;
        Days = TradingCalendar.Nyse.Days(FirstDay, to);
        _market = new double[Days.Count];
        _scale = new double[Days.Count];
        Volatility = new double[Days.Count];
        _sectors = [.. Enum.GetValues<Sector>().Select(sector => new double[Days.Count])];
        DrawFactors();
    }

    /// <summary>Every history starts here, whatever span is written: two years and a half before the corpus.</summary>
    public static DateOnly FirstDay { get; } = new(2021, 6, 1);

    public IReadOnlyList<DateOnly> Days { get; }

    /// <summary>Expected market volatility per day, annualised per cent: the model's VIX.</summary>
    public double[] Volatility { get; }

    public static MarketModel Simulate(long seed, DateOnly to) => new(seed, to);

    public Bar[] Bars(Issuer issuer)
    {
        double[] jumps = new double[Days.Count];
        foreach (EarningsReport report in Reports(issuer))
        {
            if (IndexAfter(report.Published) is int next)
            {
                jumps[next] += report.Surprise * issuer.OwnVolatility * .022;
            }
        }

        Bar[] bars = new Bar[Days.Count];
        double close = issuer.StartPrice;
        for (int i = 0; i < bars.Length; i++)
        {
            bars[i] = NextBar(issuer, i, close, jumps[i]);
            close = bars[i].Close;
        }

        return bars;
    }

    /// <summary>Reports published in the simulated span, oldest first.</summary>
    public IEnumerable<EarningsReport> Reports(Issuer issuer)
    {
        if (issuer.FiscalYearEnd == 0)
        {
            yield break;
        }

        for (DateOnly month = FirstDay.AddMonths(-4); month <= Days[^1]; month = month.AddMonths(1))
        {
            DateOnly end = month.AddMonths(1).AddDays(-1);
            var random = CounterRandom.For(_seed, "earnings", issuer.Ticker, $"{end:yyyy-MM-dd}");
            DateOnly published = TradingCalendar.Nyse.Next(end.AddDays(issuer.ReportLag + random.NextInt(4)));
            if ((end.Month - issuer.FiscalYearEnd + 12) % 3 == 0 && published >= FirstDay && published <= Days[^1])
            {
                yield return new EarningsReport(end, published, random.NextNormal());
            }
        }
    }

    private void DrawFactors()
    {
        int regime = 1;
        for (int i = 0; i < Days.Count; i++)
        {
            var random = CounterRandom.For(_seed, "market", $"{Days[i]:yyyy-MM-dd}");
            if (random.NextUniform() > RegimeStays[regime])
            {
                // Calm and stress meet in the middle; from normal, stress is the rarer way out.
                regime = regime == 1 ? (random.NextUniform() < .35 ? 2 : 0) : 1;
            }

            double target = RegimeVolatility[regime];
            double smooth = i == 0 ? target : (.85 * (_scale[i - 1] * RegimeVolatility[1])) + (.15 * target);
            _scale[i] = smooth / RegimeVolatility[1];
            _market[i] = (.11 / SessionsPerYear) - (regime == 2 ? .001 : 0) + (smooth * random.NextNormal());
            Volatility[i] = 100 * smooth * Math.Sqrt(SessionsPerYear) * (1.12 + (.05 * random.NextNormal()));
            foreach (double[] sector in _sectors)
            {
                sector[i] = .55 * smooth * random.NextNormal();
            }
        }
    }

    private Bar NextBar(Issuer issuer, int i, double previous, double jump)
    {
        var random = CounterRandom.For(_seed, "bar", issuer.Ticker, $"{Days[i]:yyyy-MM-dd}");
        double own = issuer.OwnVolatility / 100 * Math.Sqrt(_scale[i]) * HeavyTailed(ref random);
        Sector sector = issuer.Sector == Sector.Fund ? Sector.Technology : issuer.Sector;
        double move = (issuer.Beta * _market[i]) + (issuer.SectorBeta * _sectors[(int)sector][i]) + own + jump
            + (issuer.DriftPerYear / SessionsPerYear);
        double typical = (issuer.Beta * RegimeVolatility[1] * _scale[i]) + (issuer.OwnVolatility / 100);
        double overnight = jump + (.3 * (move - jump)) + (.25 * typical * random.NextNormal());

        double open = previous * Math.Exp(overnight);
        double close = previous * Math.Exp(move);
        double high = Math.Max(open, close) * Math.Exp(.45 * typical * Math.Abs(random.NextNormal()));
        double low = Math.Min(open, close) * Math.Exp(-.45 * typical * Math.Abs(random.NextNormal()));
        double surge = (.22 * random.NextNormal()) + (.28 * (Math.Abs(move) / typical)) - .2;
        long volume = (long)(issuer.Volume * 1e6 * Math.Exp(surge)) / 100 * 100;
        return new Bar(Days[i], open, high, low, close, volume, move);
    }

    /// <summary>A normal whose scale is doubled one day in twelve; unit variance.</summary>
    private static double HeavyTailed(ref CounterRandom random)
    {
        double scale = random.NextUniform() < 1 / 12.0 ? 2 : 1;
        return scale / Math.Sqrt(1.25) * random.NextNormal();
    }

    /// <summary>Index of the first session after a day, if simulated.</summary>
    public int? IndexAfter(DateOnly day)
    {
        int index = IndexAtOrBefore(day) + 1;
        return index < Days.Count ? index : null;
    }

    /// <summary>Index of the last session up to a day; −1 before the first.</summary>
    public int IndexAtOrBefore(DateOnly day)
    {
        int low = 0;
        int high = Days.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Days[middle] <= day ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
