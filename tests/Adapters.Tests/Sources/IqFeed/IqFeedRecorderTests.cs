using Tauric.Adapters.Sources.IqFeed;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Sources.IqFeed;

/// <summary>Against a real server that speaks protocol 6.2 on a socket.</summary>
public sealed class IqFeedRecorderTests : IDisposable
{
    private const string Quote =
        "Q,NVDA,136.01,100,10:31:00.000000,19,4343558,136.00,3,136.02,5,135,137,134,135,C,01\r\n";
    private const string AboutTheAccount = "S,CUST,real_time,127.0.0.1,60002,,6.2.0.25,0, ,,0,\r\n";

    // 2024-06-10 is a Monday; 18:00 UTC is 14:00 in New York.
    private static readonly DateTimeOffset s_session = new(2024, 6, 10, 18, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Messages_are_recorded_until_it_is_told_to_stop_and_the_next_recording_goes_on()
    {
        using var server = new IqFeedServer(line => line == "wAAPL"
            ? new IqReply(AboutTheAccount + Quote + "n,AAPL\r\n") : null);
        Assert.Equal(2, await Record(server, s_session, stopAt: 2));
        Assert.Equal(Quote + "n,AAPL\r\n", Recorded());
        Assert.Contains(_told, line => line.Contains("does not know AAPL", StringComparison.Ordinal));
        Assert.Equal(["S,SET PROTOCOL,6.2", "wNVDA", "wAAPL"], server.Lines);
        await Record(server, s_session, stopAt: 2);
        Assert.Equal(Quote + "n,AAPL\r\n" + Quote + "n,AAPL\r\n", Recorded());
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_again_and_a_cut_message_is_none()
    {
        int connections = 0;
        using var server = new IqFeedServer(line => line == "wAAPL"
            ? connections++ == 0 ? new IqReply(Quote + "Q,NVDA,13", IqEnd.Close) : new IqReply(Quote) : null);
        await Record(server, s_session, stopAt: 2);
        Assert.Equal(Quote + Quote, Recorded());
        Assert.Equal(2, server.Lines.Count(line => line == "wNVDA"));
    }

    [Fact]
    public async Task What_a_crash_left_is_gone_on_with_from_its_last_whole_message()
    {
        _folder.Write("raw/iqfeed_stream/market/.2024-06-10.csv.partial",
            System.Text.Encoding.ASCII.GetBytes(Quote + "Q,NV"));
        using var server = new IqFeedServer(line => line == "wAAPL" ? new IqReply(Quote) : null);
        await Record(server, s_session, stopAt: 1);
        Assert.Equal(Quote + Quote, Recorded());
    }

    [Fact]
    public async Task The_end_of_the_session_ends_the_recording()
    {
        // Eight minutes before the end: a wait the clock passes at once.
        using var server = new IqFeedServer(_ => null);
        Assert.Equal(0, await Record(server, s_session.AddHours(2).AddMinutes(-3), stopAt: int.MaxValue));
        Assert.Equal("", Recorded());
    }

    [Theory]
    [InlineData("2024-06-09T18:00:00Z")]   // A Sunday.
    [InlineData("2024-06-10T20:06:00Z")]   // After the close.
    public async Task Without_a_session_there_is_nothing_to_record(string now)
    {
        using var server = new IqFeedServer(_ => null);
        await Assert.ThrowsAsync<UsageException>(() =>
            Record(server, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), 1));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_server_that_stays_away_ends_it_with_what_was_recorded_kept_beside()
    {
        using var server = new IqFeedServer(line => line == "wNVDA" ? new IqReply("", IqEnd.Close) : null);
        var away = await Assert.ThrowsAsync<ResourceException>(() => Record(server, s_session, stopAt: 1));
        Assert.Contains("goes on", away.Message, StringComparison.Ordinal);
    }

    private async Task<long> Record(IqFeedServer server, DateTimeOffset now, int stopAt)
    {
        using var stop = new CancellationTokenSource();
        var recorder = new IqFeedRecorder(_folder.Path, server.Address, ["NVDA", "AAPL"], new WarpClock(now))
        {
            Recorded = count =>
            {
                if (count == stopAt) stop.Cancel();
            },
        };
        return (await recorder.RecordAsync(_told.Add, stop.Token)).Messages;
    }

    private string Recorded() => File.ReadAllText(_folder["raw/iqfeed_stream/market/2024-06-10.csv"]);
}
