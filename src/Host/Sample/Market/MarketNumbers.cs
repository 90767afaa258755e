using System.Globalization;
using System.Text;
using Tauric.Engine;

namespace Tauric.Host.Sample.Market;

/// <summary>
/// Numbers of the whole market, a month a payload: breadth of the listings as daily answers of IQFeed, and what CBOE
/// publishes of options.
/// </summary>
internal sealed class MarketNumbers(long seed, MarketModel market, IReadOnlyList<Tape> tapes, PlantedMarket planted)
{
    /// <summary>Net up-ticks, the Arms index, advances less declines, expected volatility.</summary>
    public byte[] Internals(int[] sessions)
    {
        var text = new StringBuilder("S,CURRENT PROTOCOL,6.1\r\n");
        Append(text, "TICK", sessions, 0, session => Tick(session));
        Append(text, "TRIN", sessions, 2, session => Arms(session));
        Append(text, "ADD", sessions, 0, session => Breadth(session).Up - Breadth(session).Down);
        Append(text, "VIX", sessions, 2, session => market.Volatility[session]);
        string last = Iso(sessions[^1]);
        string[] hostile =
        [
            $"TICK,{last},NaN,NaN,NaN,NaN,0,0", $"TICK,{last},1,1,1,1", "VIX,2019-02-30,1,1,1,1,0,0",
            "GONE,E,!NO_DATA!,,",
        ];
        text.AppendJoin("\r\n", hostile).Append("\r\n");
        planted.HostileValues += hostile.Length;
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] VolatilityIndex(int[] sessions)
    {
        var text = new StringBuilder("DATE,OPEN,HIGH,LOW,CLOSE\n");
        foreach (int session in sessions)
        {
            double close = market.Volatility[session], open = session == 0 ? close : market.Volatility[session - 1];
            text.Append(CultureInfo.InvariantCulture, $"{market.Days[session]:MM/dd/yyyy},{open:F6},")
                .Append(CultureInfo.InvariantCulture,
                    $"{Math.Max(open, close) * 1.02:F6},{Math.Min(open, close) * .98:F6},{close:F6}\n");
        }

        planted.Values += sessions.Length;
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] PutCallRatio(int[] sessions)
    {
        var text = new StringBuilder("Volume and put/call ratios of an invented market.\n,,,PRODUCT: TOTAL,\n"
            + "DATE,CALLS,PUTS,TOTAL,P/C Ratio\n");
        foreach (int session in sessions)
        {
            var random = CounterRandom.For(seed, "put-call", Iso(session));
            int calls = 1_000_000 + random.NextInt(500_000);
            double ratio = .75 + (.01 * market.Volatility[session]) + (.06 * random.NextNormal());
            int puts = (int)(calls * Math.Max(.4, ratio));
            text.Append(CultureInfo.InvariantCulture, $"{market.Days[session]:M/d/yyyy},{calls},{puts},{calls + puts},")
                .Append(CultureInfo.InvariantCulture, $"{(double)puts / calls:F2}\n");
        }

        planted.Values += sessions.Length;
        text.Append("12/25/2023,0,0,0,0\n");   // No session, and no ratio.
        planted.HostileValues++;
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Append(StringBuilder text, string symbol, int[] sessions, int digits, Func<int, double> value)
    {
        foreach (int session in sessions)
        {
            string close = value(session).ToString("F" + digits, CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture,
                $"{symbol},{Iso(session)},{close},{close},{close},{close},0,0\r\n");
        }

        planted.Values += sessions.Length;
        text.Append(symbol).Append(",!ENDMSG!,\r\n");
    }

    private double Tick(int session)
    {
        (int up, int down, _, _) = Breadth(session);
        var random = CounterRandom.For(seed, "tick", Iso(session));
        return (600.0 * (up - down) / Math.Max(1, up + down)) + (250 * random.NextNormal());
    }

    /// <summary>Advances over declines, over the same of their volumes.</summary>
    private double Arms(int session)
    {
        (int up, int down, long upVolume, long downVolume) = Breadth(session);
        return Math.Clamp((double)Math.Max(1, up) / Math.Max(1, down)
            / ((double)Math.Max(1, upVolume) / Math.Max(1, downVolume)), .05, 20);
    }

    private (int Up, int Down, long UpVolume, long DownVolume) Breadth(int session)
    {
        (int up, int down, long upVolume, long downVolume) = (0, 0, 0, 0);
        foreach (Tape tape in tapes)
        {
            int move = session == 0 ? 0 : tape[session].Close.CompareTo(tape[session - 1].Close);
            if (move > 0) (up, upVolume) = (up + 1, upVolume + tape[session].Volume);
            if (move < 0) (down, downVolume) = (down + 1, downVolume + tape[session].Volume);
        }

        return (up, down, upVolume, downVolume);
    }

    private string Iso(int session) => market.Days[session].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
