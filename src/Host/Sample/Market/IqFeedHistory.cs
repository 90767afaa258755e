using System.Globalization;
using System.Text;

namespace Tauric.Host.Sample.Market;

/// <summary>
/// Recorded answers of IQFeed's history port, protocol 6.1, requested with the symbol as request id: bars of all
/// listings, oldest first, each answer ended by <c>!ENDMSG!</c>. Interval rows bear the end of their minute.
/// </summary>
internal sealed class IqFeedHistory(IReadOnlyList<Tape> tapes, PlantedMarket planted)
{
    private const string Header = "S,CURRENT PROTOCOL,6.1\r\n";
    /// <summary>Its answers hold the hostile rows. It trades every minute, so that they contradict some bar.</summary>
    public const string BadlyBehaved = "AAPL";

    /// <summary>Mean shares a trade, as the number of trades is told by.</summary>
    private const int SharesPerTrade = 120;

    public byte[] Minutes(int session)
    {
        var text = new StringBuilder(Header, tapes.Count * 30_000);
        foreach (Tape tape in tapes)
        {
            if (!tape.Has(session)) continue;
            string day = Iso(tape.Day(session));
            AppendMinutes(text, tape.Issuer.Ticker, day, tape.Minutes(session));
            if (tape.Issuer.Ticker == BadlyBehaved) AppendHostile(text, tape.Issuer.Ticker, day);
            text.Append(tape.Issuer.Ticker).Append(",!ENDMSG!,\r\n");
        }

        // Latin-1, so that one hostile row is not of the encoding of the others.
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>The sessions from <paramref name="first"/> to <paramref name="last"/>, of one month.</summary>
    public byte[] Days(int first, int last)
    {
        var text = new StringBuilder(Header);
        foreach (Tape tape in tapes)
        {
            for (int session = first; session <= last; session++)
            {
                if (!tape.Has(session)) continue;
                CentBar bar = tape[session];
                text.Append(CultureInfo.InvariantCulture, $"{tape.Issuer.Ticker},{tape.Day(session):yyyy-MM-dd},");
                AppendPrices(text, bar);
                text.Append(CultureInfo.InvariantCulture, $"{bar.Volume},0\r\n");
                planted.DailyBars++;
            }

            if (tape.Issuer.Ticker == BadlyBehaved)
            {
                string[] rows = HostileRows.Days(tape.Issuer.Ticker, Iso(tape.Day(last))[..7]);
                text.AppendJoin("\r\n", rows).Append("\r\n");
                planted.HostileDays += rows.Length;
            }

            text.Append(tape.Issuer.Ticker).Append(",!ENDMSG!,\r\n");
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private void AppendMinutes(StringBuilder text, string symbol, string day, (int Minute, CentBar Bar)[] minutes)
    {
        long total = 0;
        foreach ((int minute, CentBar bar) in minutes)
        {
            int end = minute + 1;
            total += bar.Volume;
            text.Append(CultureInfo.InvariantCulture, $"{symbol},{day} {end / 60:00}:{end % 60:00}:00,");
            AppendPrices(text, bar);
            text.Append(CultureInfo.InvariantCulture,
                $"{total},{bar.Volume},{(bar.Volume + SharesPerTrade - 1) / SharesPerTrade}\r\n");
        }

        planted.MinuteBars += minutes.Length;
    }

    private void AppendHostile(StringBuilder text, string symbol, string day)
    {
        string row = text.ToString(text.Length - 200, 200).Split("\r\n")[^2];
        text.Append(row).Append("\r\n");
        planted.RepeatedMinutes++;
        string[] hostile = HostileRows.Minutes(symbol, day);
        text.AppendJoin("\r\n", hostile).Append("\r\n");
        planted.HostileMinutes += hostile.Length;
    }

    private static void AppendPrices(StringBuilder text, CentBar bar)
    {
        foreach (int cents in (ReadOnlySpan<int>)[bar.High, bar.Low, bar.Open, bar.Close])
            text.Append(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:00},");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
