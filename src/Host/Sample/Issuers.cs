namespace Tauric.Host.Sample;

/// <summary>The fourteen tickers of the corpus. Levels are of the right order; the rest is invented.</summary>
internal static class Issuers
{
    public static IReadOnlyList<Issuer> All { get; } =
        [.. Technology().Concat(OldEconomy()).Select((issuer, i) => issuer with { Index = i })];

    private static IEnumerable<Issuer> Technology() =>
    [
        new("NVDA", "Nvidia", "NVIDIA Corporation", Sector.Technology, 1.55, 1.3, 1.9, 16.3, .42, 460, 3.4)
        {
            Dividend = .01, DividendMonth = 3, FiscalYearEnd = 1, ReportLag = 24, Shares = 24_700,
            Revenue = 6_507, RevenueGrowthPerYear = .55, GrossMargin = .68, NetMargin = .36,
            Products = ["Hopper accelerators", "Blackwell systems", "CUDA software", "GeForce cards", "NVLink gear"],
            Rivals = ["AMD", "Intel", "Broadcom", "台積電"],
        },
        new("MSFT", "Microsoft", "Microsoft Corporation", Sector.Technology, 1.05, .9, .8, 247, .12, 26, 3.1)
        {
            Dividend = .75, FiscalYearEnd = 6, ReportLag = 25, Shares = 7_430,
            Revenue = 46_152, RevenueGrowthPerYear = .13, GrossMargin = .69, NetMargin = .35,
            Products = ["Azure", "Copilot", "Office 365", "Xbox Game Pass", "Windows"],
            Rivals = ["Amazon", "Google", "Salesforce", "Oracle"],
        },
        new("AAPL", "Apple", "Apple Inc.", Sector.Technology, 1.1, .9, .9, 124, .10, 60, 3.4)
        {
            Dividend = .24, FiscalYearEnd = 9, ReportLag = 31, Shares = 15_500,
            Revenue = 81_434, RevenueGrowthPerYear = .04, GrossMargin = .45, NetMargin = .25,
            Products = ["the iPhone", "Vision Pro", "the App Store", "the Mac line", "Apple Watch"],
            Rivals = ["Samsung", "Huawei", "Xiaomi", "Google"],
        },
        new("META", "Meta", "Meta Platforms, Inc.", Sector.Communication, 1.3, 1, 1.6, 329, .08, 18, 3)
        {
            Dividend = .5, DividendMonth = 2, ReportLag = 25, Shares = 2_560,
            Revenue = 29_077, RevenueGrowthPerYear = .13, GrossMargin = .81, NetMargin = .31,
            Products = ["Instagram", "WhatsApp", "Reels", "Quest headsets", "Llama models"],
            Rivals = ["TikTok", "Snap", "Alphabet", "Pinterest"],
        },
        new("AMZN", "Amazon", "Amazon.com, Inc.", Sector.ConsumerDiscretionary, 1.25, 1, 1.3, 161, .04, 50, 3.2)
        {
            ReportLag = 30, Shares = 10_400,
            Revenue = 113_080, RevenueGrowthPerYear = .11, GrossMargin = .46, NetMargin = .06,
            Products = ["AWS", "Prime", "the advertising arm", "Kuiper satellites", "same-day delivery"],
            Rivals = ["Walmart", "Shopify", "Temu", "Microsoft"],
        },
        new("TSLA", "Tesla", "Tesla, Inc.", Sector.ConsumerDiscretionary, 1.7, 1.1, 2.6, 208, .03, 105, 3.4)
        {
            ReportLag = 21, Shares = 3_480,
            Revenue = 11_958, RevenueGrowthPerYear = .20, GrossMargin = .19, NetMargin = .10,
            Products = ["Model Y", "the Cybertruck", "Autopilot", "Megapack storage", "the Grünheide plant"],
            Rivals = ["BYD", "Rivian", "Ford", "Škoda"],
        },
    ];

    private static IEnumerable<Issuer> OldEconomy() =>
    [
        new("BRK.B", "Berkshire", "Berkshire Hathaway Inc.", Sector.Financials, .85, .7, .6, 290, .08, 3.6, 1.8)
        {
            ReportLag = 36, Shares = 2_160,
            Revenue = 69_114, RevenueGrowthPerYear = .07, GrossMargin = .24, NetMargin = .12,
            Products = ["GEICO", "BNSF", "the utilities unit", "the insurance float", "the cash pile"],
            Rivals = ["Progressive", "Chubb", "Union Pacific", "Zurich"],
        },
        new("JPM", "JPMorgan", "JPMorgan Chase & Co.", Sector.Financials, 1, 1.1, .8, 165, .08, 9.5, 2.6)
        {
            Dividend = 1.05, DividendMonth = 1, ReportLag = 13, Shares = 2_870,
            Revenue = 30_479, RevenueGrowthPerYear = .10, GrossMargin = 0, NetMargin = .31,
            Products = ["the trading desk", "card lending", "the deal-making arm", "the Chase branches", "payments"],
            Rivals = ["Citigroup", "Goldman Sachs", "Bank of America", "Société Générale"],
        },
        new("LLY", "Eli Lilly", "Eli Lilly and Company", Sector.HealthCare, .6, .9, 1.5, 201, .28, 3, 2.4)
        {
            Dividend = 1.3, ReportLag = 33, Shares = 950,
            Revenue = 6_740, RevenueGrowthPerYear = .20, GrossMargin = .79, NetMargin = .22,
            Products = ["Mounjaro", "Zepbound", "donanemab", "Verzenio", "the Concord plant"],
            Rivals = ["Novo Nordisk", "Pfizer", "AstraZeneca", "Roche"],
        },
        new("JNJ", "Johnson & Johnson", "Johnson & Johnson", Sector.HealthCare, .55, .8, .8, 168, -.06, 7, 2.2)
        {
            Dividend = 1.24, ReportLag = 17, Shares = 2_410,
            Revenue = 21_300, RevenueGrowthPerYear = .03, GrossMargin = .69, NetMargin = .20,
            Products = ["Darzalex", "Stelara", "the MedTech unit", "Carvykti", "Tremfya"],
            Rivals = ["Abbott", "Merck", "Stryker", "Sanofi"],
        },
        new("XOM", "Exxon", "Exxon Mobil Corporation", Sector.Energy, .9, 1.3, .9, 60, .18, 17, 2.4)
        {
            Dividend = .95, ReportLag = 31, Shares = 4_100,
            Revenue = 67_742, RevenueGrowthPerYear = .07, GrossMargin = .31, NetMargin = .10,
            Products = ["Guyana output", "Permian wells", "the Baytown refinery", "LNG cargoes", "carbon capture"],
            Rivals = ["Shell", "BP", "ConocoPhillips", "TotalEnergies"],
        },
        new("CVX", "Chevron", "Chevron Corporation", Sector.Energy, .95, 1.25, .9, 106, .10, 8, 2.2)
        {
            Dividend = 1.63, ReportLag = 31, Shares = 1_850,
            Revenue = 37_597, RevenueGrowthPerYear = .08, GrossMargin = .39, NetMargin = .11,
            Products = ["the Tengiz expansion", "Permian wells", "Gorgon LNG", "Gulf fields", "El Segundo refining"],
            Rivals = ["Hess", "Shell", "BP", "Equinor"],
        },
        new("SPY", "SPY", "SPDR S&P 500 ETF Trust", Sector.Fund, 1, 0, .05, 420, 0, 75, 1.3)
        {
            Dividend = 1.6, DividendMonth = 3, FiscalYearEnd = 0,
            Products = ["the S&P 500", "large caps", "index options", "the Magnificent Seven", "defensive sectors"],
            Rivals = ["VOO", "IVV", "small caps", "Treasuries"],
        },
        new("QQQ", "QQQ", "Invesco QQQ Trust", Sector.Fund, 1.2, .45, .15, 334, .03, 45, 1.3)
        {
            Dividend = .6, DividendMonth = 3, FiscalYearEnd = 0,
            Products = ["the Nasdaq 100", "megacap tech", "chip stocks", "software names", "growth funds"],
            Rivals = ["XLK", "SMH", "value funds", "Treasuries"],
        },
    ];

    /// <summary>The asked-for tickers in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<Issuer> Named(IReadOnlyList<string> tickers)
    {
        string[] unknown = [.. tickers.Where(ticker => All.All(issuer => issuer.Ticker != ticker))];
        return unknown.Length == 0
            ? [.. All.Where(issuer => tickers.Contains(issuer.Ticker))]
            : throw new Engine.UsageException($"the sample knows no {string.Join(", ", unknown)}; it has "
                + string.Join(", ", All.Select(issuer => issuer.Ticker)));
    }
}
