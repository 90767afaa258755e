using Tauric.Engine;

namespace Tauric.Host.Sample.Market;

/// <summary>The issuers of the corpus, then invented ones: as many as asked for, the same ones every time.</summary>
internal static class Listings
{
    private static readonly (string Ticker, string Name, Sector Sector)[] Named =
    [
        ("NVLM", "Novalume", Sector.Technology), ("HRBX", "Harborex", Sector.ConsumerDiscretionary),
        ("KSTL", "Kestrelis", Sector.Technology), ("OAKM", "Oakmere", Sector.Financials),
        ("VTRX", "Veritrex", Sector.HealthCare), ("DRMT", "Dormant Holdings", Sector.Financials),
        ("SKYL", "Skylark Robotics", Sector.Technology), ("PLMN", "Palmerston", Sector.Communication),
        ("ZEPH", "Zephyrine", Sector.Energy), ("BRNT", "Brentholm", Sector.Energy),
        ("TYNE", "Tynewell", Sector.HealthCare),
    ];

    private static readonly string[] Starts =
        ["Alder", "Bexley", "Cor", "Dunmore", "Elm", "Farrow", "Glen", "Hollis", "Iver", "Juniper", "Kel", "Lorne",
         "Marl", "Nor", "Ostra", "Pen", "Quill", "Raven", "Selwyn", "Thorn", "Ul", "Vale", "Wyc", "Yar"];

    private static readonly string[] Ends =
        ["bridge", "dale", "field", "gate", "holm", "land", "mont", "ford", "stead", "ton", "vale", "wick", "worth"];

    private static readonly string[] Products =
        ["the new line", "its cloud service", "the northern plant", "the subscription unit", "its flagship store"];

    public static IReadOnlyList<Issuer> Of(long seed, int count) =>
        [.. Issuers.All.Concat(Enumerable.Range(Issuers.All.Count, Math.Max(0, count - Issuers.All.Count))
            .Select(index => Invented(seed, index))).Take(count)];

    private static Issuer Invented(long seed, int index)
    {
        int place = index - Issuers.All.Count;
        var random = CounterRandom.For(seed, "listing", $"{index}");
        (string ticker, string name, Sector sector) = place < Named.Length ? Named[place] : Coined(place);
        double price = Math.Exp(2.5 + (2.5 * random.NextUniform()));
        return new Issuer(ticker, name, $"{name} Inc.", sector, .6 + random.NextUniform(), .5 + random.NextUniform(),
            .8 + (1.6 * random.NextUniform()), price, .1 * random.NextNormal(), 1 + (9 * random.NextUniform()), 1.2)
        {
            Index = index,
            ReportLag = 14 + random.NextInt(24),
            Shares = 100 + random.NextInt(900),
            Revenue = 200 + random.NextInt(4_000),
            RevenueGrowthPerYear = .05,
            GrossMargin = .4,
            NetMargin = .1,
            Products = Products,
            Rivals = [.. Named.Where(other => other.Ticker != ticker).Take(4).Select(other => other.Name)],
        };
    }

    /// <summary>Letters of the place, so that no two share a ticker.</summary>
    private static (string Ticker, string Name, Sector Sector) Coined(int place)
    {
        char Letter(int power) => (char)('A' + (place / power % 26));
        string name = Starts[place % Starts.Length] + Ends[place / Starts.Length % Ends.Length];
        int round = place / (Starts.Length * Ends.Length);
        return ($"Z{Letter(26 * 26)}{Letter(26)}{Letter(1)}", round == 0 ? name : $"{name} {round + 1}",
            (Sector)(place % (int)Sector.Fund));
    }
}
