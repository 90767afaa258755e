using System.Globalization;
using System.Text;
using Tauric.Engine;

namespace Tauric.Host.Sample;

/// <summary>SimFin bulk download, quarterly income statements: semicolons, whole dollars, one row a quarter.</summary>
internal static class SimFinIncome
{
    private const string Header =
        "Ticker;SimFinId;Currency;Fiscal Year;Fiscal Period;Report Date;Publish Date;Restated Date;Shares (Basic);"
        + "Shares (Diluted);Revenue;Cost of Revenue;Gross Profit;Operating Expenses;Research & Development;"
        + "Operating Income (Loss);Interest Expense, Net;Pretax Income (Loss);Income Tax (Expense) Benefit, Net;"
        + "Net Income;Net Income (Common)\n";

    /// <param name="to">The day of the download: later reports and restatements are not in it.</param>
    public static byte[] Payload(long seed, MarketModel market, Issuer issuer, DateOnly to, Planted planted)
    {
        StringBuilder csv = new(Header);
        foreach (EarningsReport report in market.Reports(issuer).Where(report => report.Published <= to))
        {
            csv.AppendJoin(';', Row(seed, issuer, report, to, planted)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>Millions of dollars as first reported.</summary>
    public static double Revenue(long seed, Issuer issuer, DateOnly quarterEnd)
    {
        double years = (quarterEnd.DayNumber - MarketModel.FirstDay.DayNumber) / 365.25;
        double trend = issuer.Revenue * Math.Pow(1 + issuer.RevenueGrowthPerYear, years);
        return trend * (1 + (.03 * Draws(seed, issuer, quarterEnd).NextNormal()));
    }

    private static string[] Row(long seed, Issuer issuer, EarningsReport report, DateOnly to, Planted planted)
    {
        CounterRandom random = Draws(seed, issuer, report.QuarterEnd);
        _ = random.NextNormal();
        DateOnly restated = report.Published.AddDays(363);
        bool changed = random.NextUniform() < .12 && restated <= to;
        planted.RestatedQuarters += changed ? 1 : 0;

        double revenue = Revenue(seed, issuer, report.QuarterEnd) * (changed ? 1 + (.015 * random.NextNormal()) : 1);
        double? gross = issuer.GrossMargin == 0 ? null : revenue * (issuer.GrossMargin + (.01 * random.NextNormal()));
        double net = revenue * issuer.NetMargin * (1 + (.08 * report.Surprise));
        double pretax = net / .82;
        double interest = -.006 * revenue;
        double operating = pretax - interest;
        double? research = issuer.Sector is Sector.Technology or Sector.Communication or Sector.HealthCare
            ? -.14 * revenue : null;
        int period = (((report.QuarterEnd.Month - issuer.FiscalYearEnd + 12) % 12) + 2) / 3;
        int quarter = period == 0 ? 4 : period;
        int year = report.QuarterEnd.Year + (report.QuarterEnd.Month > issuer.FiscalYearEnd ? 1 : 0);
        return
        [
            issuer.Ticker, Text(59_265 + (issuer.Index * 1_733)), "USD", Text(year), $"Q{quarter}",
            Text(report.QuarterEnd), Text(report.Published), Text(changed ? restated : report.Published),
            Dollars(issuer.Shares), Dollars(issuer.Shares * 1.008), Dollars(revenue), Dollars(gross - revenue),
            Dollars(gross), Dollars(gross is null ? null : operating - gross), Dollars(research), Dollars(operating),
            Dollars(interest), Dollars(pretax), Dollars(net - pretax), Dollars(net), Dollars(net),
        ];
    }

    private static CounterRandom Draws(long seed, Issuer issuer, DateOnly quarterEnd) =>
        CounterRandom.For(seed, "income", issuer.Ticker, Text(quarterEnd));

    /// <summary>Millions to whole dollars rounded to thousands, as filings state them.</summary>
    private static string Dollars(double? millions) =>
        millions is double value ? Text((long)Math.Round(value * 1000) * 1000) : "";

    private static string Text(IFormattable value) =>
        value.ToString(value is DateOnly ? "yyyy-MM-dd" : null, CultureInfo.InvariantCulture);
}
