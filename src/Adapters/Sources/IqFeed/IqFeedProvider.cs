using System.Text;
using Tauric.Adapters.Sources.Live;
using Tauric.Engine.Datasets;
using static System.FormattableString;

namespace Tauric.Adapters.Sources.IqFeed;

/// <param name="Name">What the rows are to be called: a request bears it as its id.</param>
/// <param name="Line">The request.</param>
internal readonly record struct IqFeedAsk(string Name, string Line);

/// <summary>A payload of all symbols: one answer after the other, as they come.</summary>
/// <param name="Ask">The request for a symbol, given as <c>SYMBOL</c> or <c>NAME=SYMBOL</c>.</param>
internal sealed record IqFeedSource(
    string Source, Windows Windows, Func<string, string, FetchWindow, string> Ask, Func<FetchRequest,
        IReadOnlyList<string>> Symbols) : LiveSource(Source, "stories", Windows)
{
    public IEnumerable<IqFeedAsk> Asks(FetchRequest request, FetchWindow window) =>
        from entry in Symbols(request)
        let parts = entry.Split('=', 2)
        select new IqFeedAsk(parts[0], Ask(parts[^1], parts[0], window));
}

/// <summary>IQFeed's history (port 9100 of IQConnect, protocol 6.2): bars of a minute and of a day.</summary>
/// <remarks>Minute bars are labelled by their end, and rows bear the name of the symbol, as the feeds expect.</remarks>
internal sealed class IqFeedProvider : ILiveProvider
{
    private static readonly Uri s_address = new("tcp://127.0.0.1:9100");

    public string Name => "iqfeed";

    public string? KeyVariable => null;

    public IReadOnlyList<LiveSource> Sources { get; } =
    [
        Of("iqfeed_1min", new Windows(WindowSize.Session), Minutes, request => request.Tickers),
        Of("iqfeed_daily", new Windows(WindowSize.Month) { LeadSessions = Lookback.Sessions }, Days,
            request => request.Tickers),
        Of("iqfeed_internals", new Windows(WindowSize.Month) { LeadSessions = Lookback.InternalsSessions }, Days,
            request => request.SeriesOf("iqfeed")),
    ];

    public ILiveSession Open(FetchRequest request, TimeProvider clock, Action<string> told) =>
        new IqFeedHistory(request, request.AccessOf(Name).Address ?? s_address, clock, told);

    private static IqFeedSource Of(string source, Windows windows, Func<string, string, FetchWindow, string> ask,
        Func<FetchRequest, IReadOnlyList<string>> symbols) => new(source, windows, ask, symbols)
        {
            Extension = "csv",
            Entities = request => symbols(request).Count > 0 ? ["market"] : [],
            Scope = request => Hash256.Of(Encoding.UTF8.GetBytes(string.Join(',', symbols(request)))).ToString()[..16],
        };

    /// <summary><c>HIT,sym,interval,begin,end,max,from,to,direction,id,perSend,type,labelAtBeginning</c>.</summary>
    private static string Minutes(string symbol, string name, FetchWindow w) =>
        Invariant($"HIT,{symbol},60,{w.From:yyyyMMdd} 000000,{w.To:yyyyMMdd} 235959,,093000,160000,1,{name},,s,0");

    /// <summary><c>HDT,sym,begin,end,max,direction,id,perSend</c>.</summary>
    private static string Days(string symbol, string name, FetchWindow w) =>
        Invariant($"HDT,{symbol},{w.From:yyyyMMdd},{w.To:yyyyMMdd},,1,{name},");
}
