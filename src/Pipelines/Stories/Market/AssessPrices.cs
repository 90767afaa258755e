using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Stories.Market;

/// <summary>
/// What the bars of a session are worth, a row a symbol (<c>1min/date</c>), and what the daily bars of the sixty
/// sessions up to it are (<c>daily/date</c>): how many the calendar expects and how many there are, rows that broke a
/// rule of bars, and returns that lie far out (<see cref="Outliers"/>).
/// </summary>
/// <remarks>
/// Rows that break a rule never become bars, so the minutes are read from the payloads once more. Of daily bars they
/// are counted where they are refused, not here. A symbol listed within the sixty sessions is expected from its first
/// bar.
/// </remarks>
public sealed class AssessPrices : Step
{
    /// <summary>Sessions of daily bars looked at.</summary>
    public const int DailySessions = 60;

    private static readonly IReadOnlyDictionary<string, MinuteFeed> Feeds = FeedRegistry.OfKind<MinuteFeed>();

    public override string Name => "assess_prices";

    public override int Version => 1;

    public override Dataset Output => MarketDatasets.Quality;

    public override IReadOnlyList<string> Reported =>
        ["bars", "expected_bars", "inconsistent", "outliers_iqr", "outliers_robust_z"];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        Partition[] minutes =
            [.. NormalizeMinutes.Sessions(upstream, day => $"{StoryDatasets.Minute}/{day}").Sessions];
        string[] months = [.. upstream.Of(MarketDatasets.Daily)];
        return minutes.Concat(minutes.Select(session => Daily(session.Scope, months)));
    }

    public override void Run(Work work)
    {
        string[] key = work.Key.Split('/');
        DateOnly day = SessionBars.Day(key[1]);
        using var rows = new BatchBuilder(Output.Schema);
        if (key[0] == StoryDatasets.Minute) AppendMinutes(rows, work, day);
        else AppendDays(rows, work, day);
        if (rows.Length > 0) work.Write(rows.Build());
    }

    private static Partition Daily(Scope scope, string[] months)
    {
        DateOnly day = scope.From!.Value, first = FirstOf(day);
        long until = TradingCalendar.Nyse.CloseMicros(day), after = TradingCalendar.Nyse.OpenMicros(first);
        string from = Months.Of(first), to = Months.Of(day);
        Read[] reads = [.. months
            .Where(month => string.CompareOrdinal(month, from) >= 0 && string.CompareOrdinal(month, to) <= 0)
            .Select(month => new Read(MarketDatasets.Daily, month, after, until))];
        return new Partition($"{StoryDatasets.Day}/{SessionBars.Key(day)}", reads, scope);
    }

    private static DateOnly FirstOf(DateOnly day)
    {
        for (int i = 1; i < DailySessions; i++) day = TradingCalendar.Nyse.Previous(day);
        return day;
    }

    private static void AppendMinutes(BatchBuilder rows, Work work, DateOnly day)
    {
        var session = new SessionBars(day);
        session.Read(work, Feeds, refusing: false);
        double[] closes = new double[session.Grid.Slots];
        foreach (SymbolBars bars in session.Grid.Symbols)
        {
            int count = 0;
            for (int slot = 0; slot < closes.Length; slot++)
                if (bars.Has(slot)) closes[count++] = bars[slot].Close;
            Append(rows, bars.Symbol, day, closes.AsSpan(0, count), closes.Length, bars.Inconsistent);
        }
    }

    private static void AppendDays(BatchBuilder rows, Work work, DateOnly day)
    {
        var symbols = new SortedDictionary<string, (DateOnly First, List<double> Closes)>(StringComparer.Ordinal);
        foreach (ReadRows month in work.Rows(MarketDatasets.Daily))
        {
            ReadOnlySpan<long> times = month.Rows["event_time"].Values<long>();
            ReadOnlySpan<double> closes = month.Rows["close"].Values<double>();
            for (int row = 0; row < times.Length; row++)
            {
                string symbol = month.Rows["symbol"].Text(row)!;
                if (!symbols.TryGetValue(symbol, out (DateOnly, List<double> Closes) bars))
                    symbols.Add(symbol, bars = (MarketTime.EasternDate(times[row]), []));
                bars.Closes.Add(closes[row]);
            }
        }

        foreach ((string symbol, (DateOnly first, List<double> closes)) in symbols)
            Append(rows, symbol, day, closes.ToArray(), TradingCalendar.Nyse.Days(first, day).Count, inconsistent: 0);
    }

    private static void Append(BatchBuilder rows, string symbol, DateOnly day, ReadOnlySpan<double> closes,
        int expected, int inconsistent)
    {
        (int byQuartiles, int byRobustZ) = Outliers.Of(closes);
        rows[0].AppendText(symbol);
        rows[1].Append(TradingCalendar.Nyse.OpenMicros(day));
        rows[2].Append(TradingCalendar.Nyse.CloseMicros(day));
        rows[3].Append(closes.Length);
        rows[4].Append(expected);
        rows[5].Append((double)closes.Length / expected);
        rows[6].Append(inconsistent);
        rows[7].Append(byQuartiles);
        rows[8].Append(byRobustZ);
    }
}
