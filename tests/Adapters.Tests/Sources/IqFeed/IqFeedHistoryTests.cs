using Tauric.Adapters.Sources.IqFeed;
using Tauric.Adapters.Sources.Live;
using Tauric.Adapters.Tests.Contracts;

namespace Tauric.Adapters.Tests.Sources.IqFeed;

/// <summary>Against a real server that speaks protocol 6.2 on a socket.</summary>
public sealed class IqFeedHistoryTests : IDisposable
{
    private const string Rows =
        "NVDA,LH,2024-05-06 09:31:00,136.01,135.82,135.96,135.90,4343558,4343558,36197\r\n"
        + "NVDA,LH,2024-05-06 09:32:00,136.00,135.79,135.90,136.00,9186715,4843157,40360\r\n";

    private const string None = "AAPL,E,!NO_DATA!,\r\nAAPL,!ENDMSG!,\r\n";

    private readonly TempFolder _folder = new();
    private readonly WarpClock _clock = new(2024, 6, 10);
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_session_of_all_symbols_is_a_payload_of_the_lines_as_they_came()
    {
        using var server = new IqFeedServer(Answer);
        FetchReport report = await Fetch(server, "iqfeed_1min");
        Assert.Equal((1, 1), (report.Fetched, report.Payloads));
        Assert.Equal(Rows + "NVDA,!ENDMSG!,\r\n" + None, Payload("iqfeed_1min", "2024-05-06"));
        Assert.Equal(
        [
            "S,SET PROTOCOL,6.2",
            "HIT,NVDA,60,20240506 000000,20240506 235959,,093000,160000,1,NVDA,,s,0",
            "HIT,AAPL,60,20240506 000000,20240506 235959,,093000,160000,1,AAPL,,s,0",
        ], server.Lines);
        Assert.Equal(0, (await Fetch(server, "iqfeed_1min")).Fetched);
    }

    [Fact]
    public async Task Daily_bars_and_internals_come_by_month_and_internals_under_their_own_names()
    {
        using var server = new IqFeedServer(line => line.Split(',') is [_, _, _, _, _, _, var id, ..]
            ? new IqReply($"{id},LH,2024-05-06,2,1,1,2,10,0,\r\n{id},!ENDMSG!,\r\n") : null);
        await Fetch(server, "iqfeed_daily", "iqfeed_internals");
        Assert.Contains("HDT,NVDA,20240501,20240506,,1,NVDA,", server.Lines);
        Assert.Contains("HDT,JTNT.Z,20240501,20240506,,1,TICK,", server.Lines);
        Assert.StartsWith("TICK,LH,2024-05-06,", Payload("iqfeed_internals", "2024-05-06"), StringComparison.Ordinal);
        Assert.StartsWith("NVDA,LH,", Payload("iqfeed_daily", "2024-04-30"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NVDA,LH,2024-05-06 09:31:00,136.01,135", "Close")]
    [InlineData(Rows + "NVDA,LH,20", "Reset")]
    [InlineData("", "Close")]
    [InlineData("OTHER,LH,2024-05-06 09:31:00,1,1,1,1,1,1,1\r\n", "none")]
    [InlineData("NVDA,E,Could not connect to History socket.,\r\n", "none")]
    public async Task What_breaks_off_or_is_mixed_up_is_asked_again_over_a_new_connection(string sent, string end)
    {
        int asked = 0;
        using var server = new IqFeedServer(line => line.StartsWith("HIT,NVDA", StringComparison.Ordinal)
            && asked++ < 2 ? new IqReply(sent, Enum.TryParse(end, out IqEnd then) ? then : null) : Answer(line));
        Assert.Empty((await Fetch(server, "iqfeed_1min")).Failures);
        Assert.Equal(Rows + "NVDA,!ENDMSG!,\r\n" + None, Payload("iqfeed_1min", "2024-05-06"));
        Assert.Equal(3, server.Lines.Count(line => line.StartsWith("S,SET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Silence_is_not_waited_for_for_ever()
    {
        using var asked = new SemaphoreSlim(0);
        using var server = new IqFeedServer(line =>
        {
            if (line.StartsWith("HIT", StringComparison.Ordinal)) asked.Release();
            return null;
        });
        Task<FetchReport> fetch = Fetch(server, "iqfeed_1min");
        await asked.WaitAsync(TestContext.Current.CancellationToken);
        for (; !fetch.IsCompleted; await Task.Delay(1, TestContext.Current.CancellationToken))
            _clock.Expire(FetchScene.SilenceMax);
        Assert.Equal(VendorFault.Unreachable, Assert.Single((await fetch).Failures).Fault);
        Assert.Contains(_told, line => line.Contains("nothing arrived", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NVDA,E,Unauthorized user ID.,\r\n", "NotAllowed")]
    [InlineData("E,!SYNTAX_ERROR!,\r\n", "Refused")]
    public async Task A_refusal_is_told_in_its_words_and_not_tried_again(string sent, string fault)
    {
        using var server = new IqFeedServer(line => line.StartsWith('H') ? new IqReply(sent) : null);
        FetchFailure failure = Assert.Single((await Fetch(server, "iqfeed_1min")).Failures);
        Assert.Equal(fault, failure.Fault.ToString());
        Assert.Equal(2, server.Lines.Count);
    }

    [Fact]
    public async Task A_symbol_that_is_not_known_is_said_and_the_others_are_fetched()
    {
        using var server = new IqFeedServer(line => line.StartsWith("HIT,AAPL", StringComparison.Ordinal)
            ? new IqReply("AAPL,E,Invalid symbol.,\r\nAAPL,!ENDMSG!,\r\n") : Answer(line));
        Assert.Equal(1, (await Fetch(server, "iqfeed_1min")).Payloads);
        Assert.Contains(_told, line => line.Contains("AAPL: Invalid symbol.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_without_any_row_is_no_payload()
    {
        using var server = new IqFeedServer(line => line.Split(',') is ["HIT", var symbol, ..]
            ? new IqReply($"{symbol},E,!NO_DATA!,\r\n{symbol},!ENDMSG!,\r\n") : null);
        FetchReport report = await Fetch(server, "iqfeed_1min");
        Assert.Equal((1, 0), (report.Fetched, report.Payloads));
    }

    [Fact]
    public async Task Where_nobody_listens_the_way_out_is_said()
    {
        Uri address;
        using (var server = new IqFeedServer(_ => null)) address = server.Address;
        FetchFailure failure = Assert.Single((await Fetch(address, "iqfeed_1min")).Failures);
        Assert.Contains("is it running", failure.Why, StringComparison.Ordinal);
    }

    private static IqReply? Answer(string line) => line.Split(',') switch
    {
        ["HIT", "NVDA", ..] => new IqReply(Rows + "NVDA,!ENDMSG!,\r\n"),
        ["HIT", ..] => new IqReply(None),
        _ => null,
    };

    private Task<FetchReport> Fetch(IqFeedServer server, params string[] sources) => Fetch(server.Address, sources);

    private Task<FetchReport> Fetch(Uri address, params string[] sources)
    {
        var day = new DateOnly(2024, 5, 6);
        var request = new FetchRequest("stories", _folder.Path, day, day, ["NVDA", "AAPL"])
        {
            Sources = sources,
            SilenceMax = FetchScene.SilenceMax,
            Series = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
            {
                ["iqfeed"] = ["TICK=JTNT.Z"],
            },
            Access = new Dictionary<string, ProviderAccess>(StringComparer.Ordinal) { ["iqfeed"] = new(address, null) },
        };
        return new LiveFetch(request, [new IqFeedProvider()], _clock)
            .RunAsync(_told.Add, TestContext.Current.CancellationToken);
    }

    private string Payload(string source, string day) =>
        File.ReadAllText(_folder[$"raw/{source}/market/{day}.csv"]);
}
