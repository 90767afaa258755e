using Tauric.Adapters.Sources.Live;
using static System.FormattableString;

namespace Tauric.Adapters.Sources.Http.Providers;

/// <summary>Google News as RSS, a month a query. It shows about a hundred stories: fuller months are halved.</summary>
internal static class GoogleNews
{
    private const int ItemsMax = 100;

    public static readonly HttpProvider Provider = new("google_news", "https://news.google.com/", PerMinute: 20)
    {
        Sources =
        [
            new HttpSource("google_news", "corpus", new Windows(WindowSize.Month) { LeadDays = Lookback.NewsDays },
                w => Invariant($"rss/search?q=%22{w.Symbol}%22%20after:{w.From:yyyy-MM-dd}%20")
                    + Invariant($"before:{w.To.AddDays(1):yyyy-MM-dd}&hl=en-US&gl=US&ceid=US:en"))
            {
                Extension = "xml",
                Kind = BodyKind.Xml,
                IsFull = body => body.Count("<item>"u8) >= ItemsMax,
            },
        ],
    };
}
