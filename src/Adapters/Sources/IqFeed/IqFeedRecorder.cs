using System.Text;
using Polly;
using Tauric.Adapters.Sources.Live;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Time;
using static System.FormattableString;

namespace Tauric.Adapters.Sources.IqFeed;

/// <summary>
/// Records IQFeed's stream (port 5009 of IQConnect, protocol 6.2) of a session: messages of the watched symbols, as
/// they come, until it is told to stop or the session has ended. Then they become the payload of the day.
/// </summary>
/// <remarks>
/// While it goes on messages lie in a dot file beside, which is no payload; the next recording of the day goes on with
/// it. System messages (<c>S,…</c>) are left out: they are about the account.
/// </remarks>
public sealed class IqFeedRecorder(string folder, Uri? address, IReadOnlyList<string> symbols, TimeProvider clock)
{
    private static readonly LiveSource s_source =
        new("iqfeed_stream", "stories", new Windows(WindowSize.Session)) { Extension = "csv" };

    private static readonly Uri s_address = new("tcp://127.0.0.1:5009");
    private static readonly TimeSpan s_afterClose = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_beforeAgain = TimeSpan.FromSeconds(1);

    private readonly Uri _address = address ?? s_address;
    private long _messages;

    private bool _hasHeard;   // On the connection there is.

    /// <summary>Told how many messages came, after each.</summary>
    public Action<long> Recorded { get; init; } = _ => { };

    /// <returns>The payload's path and how many messages came.</returns>
    /// <exception cref="UsageException">There is no session now.</exception>
    /// <exception cref="ResourceException">IQConnect stays away; what was recorded is kept.</exception>
    public async Task<(string Path, long Messages)> RecordAsync(Action<string> told, CancellationToken cancelled)
    {
        long now = UtcMicros.From(clock.GetUtcNow());
        DateOnly day = MarketTime.EasternDate(now);
        TimeSpan left = !TradingCalendar.Nyse.IsTradingDay(day) ? TimeSpan.Zero
            : TimeSpan.FromMicroseconds(TradingCalendar.Nyse.CloseMicros(day) - now) + s_afterClose;
        if (left <= TimeSpan.Zero) throw new UsageException(
            Invariant($"There is no session to record: that of {day:yyyy-MM-dd} is over, or there is none."));
        string path = RawFolder.PathOf(folder, s_source, "market", day, page: 1);
        using var ended = new CancellationTokenSource(left, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled, ended.Token);
        using (FileStream file = Open(path))
        {
            await ListenAsync(file, told, stop.Token).ConfigureAwait(false);
            DiskFault.Guard("keep what was recorded", path, 0, () => file.Flush(flushToDisk: true));
        }

        DiskFault.Guard("keep what was recorded", path, 0,
            () => File.Move(RawFolder.Aside(path), path, overwrite: true));
        return (path, _messages);
    }

    /// <summary>What an earlier recording of the day left, to its last whole line.</summary>
    private static FileStream Open(string path) => DiskFault.Guard("record into", path, 0, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string aside = RawFolder.Aside(path);
        if (!File.Exists(aside) && File.Exists(path)) File.Copy(path, aside);
        var file = new FileStream(aside, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        long whole = file.Length;
        for (; whole > 0; whole--)
        {
            file.Position = whole - 1;
            if (file.ReadByte() == '\n') break;
        }

        file.SetLength(whole);
        file.Position = whole;
        return file;
    });

    private async Task ListenAsync(FileStream file, Action<string> told, CancellationToken stop)
    {
        ResiliencePipeline retries = Retries.Build(clock, told);
        try
        {
            while (true)
            {
                await retries.ExecuteAsync(async s => await OneConnectionAsync(file, told, s).ConfigureAwait(false),
                    stop).ConfigureAwait(false);
                told("the connection ended; connecting again");
                await Task.Delay(s_beforeAgain, clock, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop, or the session is over: what came is kept.
        }
        catch (VendorException e)
        {
            throw new ResourceException($"IQFeed's stream: {e.Message}. What was recorded is kept beside; run the same "
                + "command again and it goes on.");
        }
    }

    /// <summary>Returns when a connection that worked is over.</summary>
    /// <exception cref="VendorException">It never worked.</exception>
    private async Task OneConnectionAsync(FileStream file, Action<string> told, CancellationToken stop)
    {
        _hasHeard = false;
        try
        {
            using IqFeedConnection connection = await IqFeedConnection
                .OpenAsync(_address, Timeout.InfiniteTimeSpan, clock, stop).ConfigureAwait(false);
            foreach (string symbol in symbols) await connection.SendAsync("w" + symbol, stop).ConfigureAwait(false);
            while (await connection.LineAsync(stop).ConfigureAwait(false) is { IsEmpty: false } line)
                Keep(file, line.Span, told);
            if (!_hasHeard) throw new VendorException(VendorFault.Unreachable, "IQConnect hangs up");
        }
        catch (VendorException e) when (_hasHeard && e.Fault == VendorFault.Unreachable)
        {
            // It worked: a new one is worth trying at once.
        }
    }

    private void Keep(FileStream file, ReadOnlySpan<byte> line, Action<string> told)
    {
        if (line.StartsWith("S,"u8)) return;
        _hasHeard = true;
        _messages++;
        if (line.StartsWith("n,"u8)) told($"IQFeed does not know {Encoding.ASCII.GetString(line[2..]).Trim()}");
        try
        {
            file.Write(line);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw DiskFault.Describe(e, "record", file.Name, line.Length);
        }

        Recorded(_messages);
    }
}
