namespace Tauric.Host.Sample;

internal enum Sector
{
    Technology,
    Communication,
    ConsumerDiscretionary,
    Financials,
    HealthCare,
    Energy,
    Fund,
}

/// <summary>One of the fourteen tickers of the corpus, with what its invented market and news need to know.</summary>
/// <param name="Name">As headlines say it.</param>
/// <param name="Beta">Exposure to the market factor.</param>
/// <param name="SectorBeta">Exposure to the sector factor.</param>
/// <param name="OwnVolatility">Daily idiosyncratic volatility, per cent, in a normal regime.</param>
/// <param name="StartPrice">Dollars at <see cref="MarketModel.FirstDay"/>, adjusted for later splits.</param>
/// <param name="DriftPerYear">Expected log return above the market's.</param>
/// <param name="Volume">Typical shares a day, millions.</param>
/// <param name="NewsPerDay">Expected Finnhub stories on a quiet weekday.</param>
internal sealed record Issuer(
    string Ticker, string Name, string LegalName, Sector Sector, double Beta, double SectorBeta, double OwnVolatility,
    double StartPrice, double DriftPerYear, double Volume, double NewsPerDay)
{
    /// <summary>Position in <see cref="Issuers.All"/>: keeps ids distinct whichever tickers are asked for.</summary>
    public int Index { get; init; }

    /// <summary>Dollars a quarter; 0 pays none.</summary>
    public double Dividend { get; init; }

    /// <summary>First calendar month (1..3) that goes ex dividend; then every third.</summary>
    public int DividendMonth { get; init; } = 2;

    /// <summary>Month 1..12 in which the fiscal year ends; 0 publishes no accounts.</summary>
    public int FiscalYearEnd { get; init; } = 12;

    /// <summary>Calendar days from quarter end to the report.</summary>
    public int ReportLag { get; init; } = 26;

    /// <summary>Quarterly revenue at <see cref="MarketModel.FirstDay"/>, millions of dollars.</summary>
    public double Revenue { get; init; }

    public double RevenueGrowthPerYear { get; init; }

    public double GrossMargin { get; init; }

    public double NetMargin { get; init; }

    /// <summary>Shares outstanding, millions.</summary>
    public double Shares { get; init; }

    public string[] Products { get; init; } = [];

    public string[] Rivals { get; init; } = [];

    /// <summary>Yahoo and Google write class shares with a dash.</summary>
    public string YahooSymbol => Ticker.Replace('.', '-');

    public bool IsFund => Sector == Sector.Fund;
}
