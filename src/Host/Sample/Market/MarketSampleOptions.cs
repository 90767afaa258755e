using Tauric.Engine.Time;

namespace Tauric.Host.Sample.Market;

/// <summary>How large an invented market of bars is written.</summary>
/// <param name="Seed">Same seed, same bytes.</param>
/// <param name="Symbols">The fourteen of the corpus first, then invented ones.</param>
public sealed record MarketSampleOptions(long Seed, int Symbols)
{
    public const int SymbolsMax = 5_000;
    public const int SessionsMax = 500;
    public const int DailySessionsMax = 5_000;

    /// <summary>The last session: a half day, or as much later as the history wanted needs.</summary>
    public DateOnly To
    {
        get => field == default ? LastNeeded() : field;
        init;
    }

    /// <summary>Sessions of minute bars.</summary>
    public int Sessions { get; init; } = 8;

    /// <summary>Sessions of daily bars, those of minute bars included.</summary>
    public int DailySessions { get; init; } = 330;

    /// <summary>Calendar days of news up to the last session.</summary>
    public int NewsDays { get; init; } = 21;

    /// <summary>Sessions of internals and options.</summary>
    public int ValueSessions { get; init; } = 90;

    /// <summary>Sessions of option chains.</summary>
    public int OptionSessions { get; init; } = 3;

    /// <summary>Weeks of requests for economic series; each brings the last two years.</summary>
    public int EconomyWeeks { get; init; } = 10;

    /// <summary>What <c>data-samples/stories</c> holds.</summary>
    public static MarketSampleOptions Cut(long seed = SampleOptions.DefaultSeed) => new(seed, 25);

    public IEnumerable<string> Problems()
    {
        if (Symbols is < 1 or > SymbolsMax) yield return $"--symbols: {Symbols} is not in 1..{SymbolsMax}";
        if (Sessions is < 1 or > SessionsMax) yield return $"--sessions: {Sessions} is not in 1..{SessionsMax}";
        if (DailySessions is < 1 or > DailySessionsMax)
            yield return $"--daily-sessions: {DailySessions} is not in 1..{DailySessionsMax}";
    }

    private DateOnly LastNeeded()
    {
        DateOnly to = new(2024, 11, 29);
        int missing = DailySessions - TradingCalendar.Nyse.Days(MarketModel.FirstDay, to).Count;
        for (; missing > 0; missing--) to = TradingCalendar.Nyse.Next(to);
        return to;
    }
}
