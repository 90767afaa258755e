using System.Globalization;
using System.Text;
using Tauric.Engine;

namespace Tauric.Host.Sample.Market;

/// <summary>
/// End-of-day option files as CBOE DataShop delivers them the morning after, 34 columns: two expirations and three
/// strikes of some listings, and of an index whose own quotes are zero.
/// </summary>
internal sealed class OptionChains(long seed, MarketModel market, IReadOnlyList<Tape> tapes, PlantedMarket planted)
{
    private const int Underlyings = 5;
    private const string Index = "^MKT";
    private const int IndexPrice = 5_000;

    /// <summary>Of a year, per point of the market's volatility index; and of time value at the money.</summary>
    private const double YearPerPoint = .013, AtTheMoney = .4;

    private const string Head = "underlying_symbol,quote_date,root,expiration,strike,option_type,open,high,low,close,"
        + "trade_volume,bid_size_1545,bid_1545,ask_size_1545,ask_1545,underlying_bid_1545,underlying_ask_1545,"
        + "implied_underlying_price_1545,active_underlying_price_1545,implied_volatility_1545,delta_1545,gamma_1545,"
        + "theta_1545,vega_1545,rho_1545,bid_size_eod,bid_eod,ask_size_eod,ask_eod,underlying_bid_eod,"
        + "underlying_ask_eod,vwap,open_interest,delivery_code\n";

    /// <summary>The quotes of a session.</summary>
    public byte[] Of(int session)
    {
        var text = new StringBuilder(Head);
        foreach (Tape tape in tapes.Take(Underlyings).Where(tape => tape.Has(session)))
            Append(text, session, tape.Issuer.Ticker, tape[session].Close / 100.0, isQuoted: true);
        Append(text, session, Index, IndexPrice * (1 - (.002 * market.Volatility[session])), isQuoted: false);
        string day = Iso(market.Days[session]);
        string[] hostile =
        [
            $"{Index},{day},{Index},2019-01-18,5000,C" + Zeros(28),           // Expired.
            $"{Index},{day},{Index},2025-06-20,5000,B" + Zeros(28),           // Neither a call nor a put.
            $"{Index},{day},{Index},2025-06-20,-1,C" + Zeros(28),             // No strike.
            $"{Index},{day},{Index},2025-06-20,5000,C" + Zeros(20),           // Cut.
            $"{Index},2019-03-16,{Index},2025-06-20,5000,C" + Zeros(28),      // A Saturday.
        ];
        text.AppendJoin('\n', hostile).Append('\n');
        planted.HostileValues += hostile.Length;
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Append(StringBuilder text, int session, string underlying, double price, bool isQuoted)
    {
        DateOnly day = market.Days[session];
        var random = CounterRandom.For(seed, "options", underlying, Iso(day));
        double step = Math.Max(1, Math.Round(price * .05));
        foreach (int days in (ReadOnlySpan<int>)[28, 63])
        {
            for (int place = -1; place <= 1; place++)
            {
                double strike = Math.Round(price) + (place * step);
                double year = YearPerPoint * market.Volatility[session] * (1 - (.1 * place));
                Append(text, (underlying, day, price, isQuoted), (day.AddDays(days), strike, 'C', year), ref random);
                Append(text, (underlying, day, price, isQuoted), (day.AddDays(days), strike, 'P', year), ref random);
            }
        }

        planted.Values += 3;   // Two ratios and a volatility.
    }

    private static void Append(StringBuilder text, (string Symbol, DateOnly Day, double Price, bool IsQuoted) of,
        (DateOnly Expiration, double Strike, char Type, double Year) contract, ref CounterRandom random)
    {
        double years = (contract.Expiration.DayNumber - of.Day.DayNumber) / 365.0;
        double within = Math.Max(0, contract.Type == 'C' ? of.Price - contract.Strike : contract.Strike - of.Price);
        double value = within + (AtTheMoney * of.Price * contract.Year * Math.Sqrt(years));
        double bid = value * .98, ask = value * 1.02, quote = of.IsQuoted ? of.Price : 0;
        int volume = 1 + random.NextInt(5_000), open = 100 + random.NextInt(20_000);
        text.Append(CultureInfo.InvariantCulture, $"{of.Symbol},{Iso(of.Day)},{of.Symbol.TrimStart('^')},")
            .Append(CultureInfo.InvariantCulture, $"{Iso(contract.Expiration)},{contract.Strike:F3},{contract.Type},")
            .Append(CultureInfo.InvariantCulture, $"{value:F2},{ask:F2},{bid:F2},{value:F2},{volume},")
            .Append(CultureInfo.InvariantCulture, $"10,{bid:F2},12,{ask:F2},{quote:F2},{quote:F2},")
            .Append(CultureInfo.InvariantCulture, $"{of.Price:F4},{of.Price:F4},{contract.Year:F4},0,0,0,0,0,")
            .Append(CultureInfo.InvariantCulture, $"8,{bid:F2},9,{ask:F2},{quote:F2},{quote:F2},{value:F4},{open},\n");
    }

    private static string Zeros(int fields) => string.Concat(Enumerable.Repeat(",0", fields));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
