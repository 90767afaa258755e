namespace Tauric.Host.Sample;

/// <param name="Seed">Same seed, same bytes.</param>
/// <param name="From">First decision day.</param>
/// <param name="To">Last decision day; prices go on for 20 sessions so that forward labels exist.</param>
/// <param name="Tickers">Some of the fourteen of the corpus.</param>
public sealed record SampleOptions(long Seed, DateOnly From, DateOnly To, IReadOnlyList<string> Tickers)
{
    /// <summary>Chosen because its prices pass near the real ones at both ends of the corpus span.</summary>
    public const long DefaultSeed = 146;

    /// <summary>Multiplies the expected number of stories a day.</summary>
    public double NewsScale { get; init; } = 1;

    /// <summary>Sessions of price history before <see cref="From"/>.</summary>
    public int PriceLookback { get; init; } = 504;

    public static IReadOnlyList<string> AllTickers { get; } = [.. Issuers.All.Select(issuer => issuer.Ticker)];

    /// <summary>The corpus span: 14 tickers, 354 trading days.</summary>
    public static SampleOptions Full(long seed = DefaultSeed) =>
        new(seed, new DateOnly(2024, 1, 2), new DateOnly(2025, 5, 30), AllTickers);

    /// <summary>What <c>data-samples/</c> holds: 14 tickers, 64 trading days, thinner news.</summary>
    public static SampleOptions Cut(long seed = DefaultSeed) =>
        new(seed, new DateOnly(2024, 3, 1), new DateOnly(2024, 5, 31), AllTickers)
        {
            NewsScale = .7,
            PriceLookback = 300,
        };
}
