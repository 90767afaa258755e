namespace Tauric.Host.Sample.Market;

/// <summary>Rows such as recordings have and no bar may come of: each is to be refused, alone and counted.</summary>
internal static class HostileRows
{
    /// <summary>Of a payload of minutes; the symbol has a bar at 10:00 of the same session.</summary>
    /// <param name="day"><c>yyyy-MM-dd</c>.</param>
    public static string[] Minutes(string symbol, string day) =>
    [
        $"{symbol},{day} 08:15:00,10.10,10.00,10.05,10.08,900,900,4",       // Before the open.
        $"{symbol},{day} 09:30:00,10.10,10.00,10.05,10.08,900,900,4",       // Ends where the session begins.
        $"{symbol},{day} 20:00:00,10.10,10.00,10.05,10.08,900,900,4",       // After the close.
        $"{symbol},{day} 10:00:30,10.10,10.00,10.05,10.08,900,900,4",       // On no minute.
        $"{symbol},2019-02-30 10:00:00,10.10,10.00,10.05,10.08,900,900,4",  // No day.
        $"{symbol},2020-03-02 10:00:00,10.10,10.00,10.05,10.08,900,900,4",  // Another day.
        $"{symbol},{day} 10:00:00,10.00,10.10,10.05,10.08,900,900,4",       // High below low.
        $"{symbol},{day} 10:00:00,10.10,10.00,10.50,10.08,900,900,4",       // Opens above its high.
        $"{symbol},{day} 10:00:00,10.10,-1.00,10.05,10.08,900,900,4",       // A price below zero.
        $"{symbol},{day} 10:00:00,10.10,0,10.05,10.08,900,900,4",           // No price.
        $"{symbol},{day} 10:00:00,NaN,NaN,NaN,NaN,900,900,4",
        $"{symbol},{day} 10:00:00,1e999,10.00,10.05,10.08,900,900,4",       // Beyond any number.
        $"{symbol},{day} 10:00:00,10.10,10.00,10.05,10.08,900,-900,4",      // Less than nothing traded.
        $"{symbol},{day} 10:00:00,10.10,10.00,10.05",                       // Cut.
        $"{symbol},{day} 10:00:00,10.10,10.00,10.05,10.08,900,900,4,7,8",   // More columns than there are.
        $"{symbol},{day} 10:00:00,10.11,10.00,10.05,10.08,900,900,4",       // Contradicts the bar above.
        $"CAF\u00C9,{day} 10:00:00,10.10,10.00,10.05,10.08,900,900,4",      // Latin letters of another encoding.
        $"../{symbol},{day} 10:00:00,10.10,10.00,10.05,10.08,900,900,4",    // No name of a symbol.
        $"<html><body>502 Bad Gateway</body></html>",
        "GONE,E,!NO_DATA!,,",
        "GONE,E,Invalid symbol.,,",
    ];

    /// <summary>Of a payload of days.</summary>
    /// <param name="month"><c>yyyy-MM</c>.</param>
    public static string[] Days(string symbol, string month) =>
    [
        $"{symbol},2019-03-16,10.10,10.00,10.05,10.08,900,0",               // Another month.
        $"{symbol},{month}-00,10.10,10.00,10.05,10.08,900,0",               // No day.
        $"{symbol},{month}-01,10.00,10.10,10.05,10.08,900,0",               // High below low, or no session.
        $"{symbol},{month}-01,10.10,10.00,10.05",                           // Cut.
        "GONE,E,!NO_DATA!,,",
    ];
}
