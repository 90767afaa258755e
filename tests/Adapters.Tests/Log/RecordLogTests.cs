using System.Text;
using Tauric.Adapters.Log;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Log;

public sealed class RecordLogTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SteppedClock _clock = new();

    private string Folder => _folder["log"];

    private string OnlySegment => Directory.GetFiles(Folder, "*.log").Single();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_acknowledged_is_there_once_and_in_order_after_reopening()
    {
        LogReceipt[] receipts;
        using (RecordLog log = Open(new LogOptions { SegmentBytesMax = 20_000, GroupBytesMax = 5000 }))
            receipts = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i =>
                Task.Run(() => log.AppendAsync(Payload(i), (UInt128)i))));
        Assert.All(receipts, r => Assert.Equal(AppendStatus.Stored, r.Status));
        Assert.True(Directory.GetFiles(Folder, "*.log").Length > 3);
        LogRecord[] read = [.. LogReader.Read(Folder, 0)];
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => (long)i), read.Select(r => r.Sequence));
        for (int i = 0; i < receipts.Length; i++)
        {
            LogRecord record = read[receipts[i].Sequence];
            Assert.Equal(Payload(i), record.Payload);
            Assert.Equal(receipts[i].Received, record.Received);
        }

        using RecordLog again = Open();
        Assert.Equal(2000, again.Next);
        Assert.Equal(Payload(7), again.Load((await again.AppendAsync(Payload(0), 7)).Place).Payload);
    }

    [Fact]
    public async Task A_log_is_replayed_from_any_offset()
    {
        using (RecordLog log = Open(new LogOptions { SegmentBytesMax = 200 }))
            for (int i = 0; i < 50; i++) await log.AppendAsync(Payload(i));
        for (int from = 0; from <= 51; from++)
            Assert.Equal(Enumerable.Range(0, 50).Skip(from).Select(i => (long)i),
                LogReader.Read(Folder, from).Select(r => r.Sequence));
    }

    [Fact]
    public async Task A_key_is_stored_once_in_a_group_across_groups_and_after_reopening()
    {
        using var gate = new Gate();
        using (RecordLog log = Open(new LogOptions { Flush = gate.Flush }))
        {
            Task<LogReceipt> first = log.AppendAsync(Payload(0), 1, 2);
            gate.AwaitFlush();
            Task<LogReceipt>[] group = [.. Enumerable.Range(0, 9).Select(_ => log.AppendAsync(Payload(1), 3))];
            Task<LogReceipt> other = log.AppendAsync(Payload(2), 4, 2);
            gate.Open();
            Assert.Equal(AppendStatus.Stored, (await first).Status);
            LogReceipt[] receipts = await Task.WhenAll(group);
            Assert.Equal(1, receipts.Count(r => r.Status == AppendStatus.Stored));
            Assert.All(receipts, r => Assert.Equal(Payload(1), log.Load(r.Place).Payload));
            LogReceipt known = await other;
            Assert.Equal((AppendStatus.Known, 1), (known.Status, known.Key));
            Assert.Equal(Payload(0), log.Load(known.Place).Payload);
        }

        using RecordLog again = Open();
        foreach (UInt128 key in (UInt128[])[1, 2, 3])
            Assert.Equal(AppendStatus.Known, (await again.AppendAsync(Payload(9), key)).Status);
        Assert.Equal(2, again.Next);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_it_is_durable_and_what_cannot_wait_is_refused_at_once()
    {
        using var gate = new Gate();
        using RecordLog log = Open(new LogOptions { Flush = gate.Flush, WaitingMax = 10, WaitingBytesMax = 1000 });
        Task<LogReceipt> first = log.AppendAsync(new byte[10]);
        gate.AwaitFlush();
        Assert.False(first.IsCompleted);
        Assert.Equal(0, log.Next);
        Task<LogReceipt>[] waiting = [.. Enumerable.Range(0, 10).Select(_ => log.AppendAsync(new byte[10]))];
        Assert.Equal(AppendStatus.Full, (await log.AppendAsync(new byte[10])).Status);
        Assert.All(waiting, w => Assert.False(w.IsCompleted));
        gate.Open();
        Assert.All(await Task.WhenAll(waiting), r => Assert.Equal(AppendStatus.Stored, r.Status));
        Assert.Equal(AppendStatus.Full, (await log.AppendAsync(new byte[1001])).Status);
        Assert.Equal(11, (await log.AppendAsync(new byte[900])).Sequence);
    }

    [Fact]
    public async Task A_tail_torn_at_any_byte_is_cut_and_kept_beside_and_the_log_goes_on()
    {
        long whole;
        using (RecordLog log = Open())
        {
            await log.AppendAsync(Payload(0), 1);
            whole = new FileInfo(OnlySegment).Length;
            await log.AppendAsync(Payload(1), 2);
        }

        byte[] bytes = await File.ReadAllBytesAsync(OnlySegment);
        string segment = OnlySegment;
        for (int length = (int)whole; length < bytes.Length; length++)
        {
            Directory.Delete(Folder, recursive: true);
            _folder.Write(Path.GetRelativePath(_folder.Path, segment), bytes.AsSpan(0, length));
            using RecordLog log = Open();
            Assert.Equal(1, log.Next);
            Assert.Equal(length > whole ? 1 : 0, Directory.GetFiles(Folder, "*.torn").Length);
            Assert.Equal((AppendStatus.Stored, 1L), Summary(await log.AppendAsync(Payload(2), 2)));
            Assert.Equal([Payload(0), Payload(2)], LogReader.Read(Folder, 0).Select(r => r.Payload));
        }
    }

    [Fact]
    public async Task A_group_that_was_torn_in_its_middle_is_cut_whole_records_after_it_included()
    {
        using var gate = new Gate();
        using (RecordLog log = Open(new LogOptions { Flush = gate.Flush }))
        {
            Task<LogReceipt> first = log.AppendAsync(Payload(0));
            gate.AwaitFlush();
            Task<LogReceipt>[] group = [.. Enumerable.Range(1, 5).Select(i => log.AppendAsync(Payload(i)))];
            gate.Open();
            await Task.WhenAll([first, .. group]);
        }

        Corrupt(OnlySegment, Encoding.UTF8.GetString(Payload(2)));
        using RecordLog again = Open();
        Assert.Equal(2, again.Next);
        Assert.Single(Directory.GetFiles(Folder, "*.torn"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public async Task Damage_before_the_last_group_is_refused_with_its_place_and_changes_nothing(long segmentBytesMax)
    {
        using (RecordLog log = Open(new LogOptions { SegmentBytesMax = segmentBytesMax }))
            for (int i = 0; i < 3; i++) await log.AppendAsync(Payload(i));
        string damaged = Directory.GetFiles(Folder, "*.log").Order().First();
        Corrupt(damaged, Encoding.UTF8.GetString(Payload(0)));
        var error = Assert.Throws<DataException>(() => Open());
        Assert.Contains($"'{damaged}' is damaged at byte 16 (record 0)", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder, "*.torn"));
        Assert.Throws<DataException>(() => Open());
    }

    [Fact]
    public async Task A_missing_segment_is_refused()
    {
        using (RecordLog log = Open(new LogOptions { SegmentBytesMax = 1 }))
            for (int i = 0; i < 3; i++) await log.AppendAsync(Payload(i));
        File.Delete(Directory.GetFiles(Folder, "*.log").Order().ElementAt(1));
        Assert.Contains("from record 1 to 2", Assert.Throws<DataException>(() => Open()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_refuses_without_a_trace_and_with_room_it_goes_on()
    {
        Directory.CreateDirectory(_folder["small"]);
        using var mount = new Mount(_folder["small"], "1m");
        string folder = _folder["small/log"];
        using (var log = new RecordLog(folder, new LogOptions(), _clock))
        {
            Assert.Equal((AppendStatus.Stored, 0L), Summary(await log.AppendAsync(Payload(0), 1)));
            File.WriteAllBytes(_folder["small/ballast"], new byte[600_000]);
            LogReceipt refused = await log.AppendAsync(new byte[500_000], 2);
            Assert.Equal(AppendStatus.Refused, refused.Status);
            Assert.Contains("disk full", refused.Reason, StringComparison.Ordinal);
            Assert.Equal(refused.Reason, log.Trouble);
            Assert.Equal((AppendStatus.Stored, 1L), Summary(await log.AppendAsync(Payload(1), 3)));
            Assert.Null(log.Trouble);
            File.Delete(_folder["small/ballast"]);
            Assert.Equal((AppendStatus.Stored, 2L), Summary(await log.AppendAsync(new byte[500_000], 2)));
        }

        Assert.Equal([Payload(0), Payload(1), new byte[500_000]], LogReader.Read(folder, 0).Select(r => r.Payload));
    }

    [Fact]
    public async Task After_a_flush_that_failed_nothing_is_stored_until_the_log_is_opened_anew()
    {
        bool fails = false;
        using (RecordLog log = Open(new LogOptions { Flush = _ => { if (fails) throw new IOException("worn out"); } }))
        {
            await log.AppendAsync(Payload(0), 1);
            fails = true;
            Assert.Equal(AppendStatus.Refused, (await log.AppendAsync(Payload(1), 2)).Status);
            fails = false;
            Assert.Equal(AppendStatus.Refused, (await log.AppendAsync(Payload(1), 2)).Status);
            Assert.NotNull(log.Broken);
        }

        using RecordLog again = Open();
        Assert.Equal((AppendStatus.Stored, 1L), Summary(await again.AppendAsync(Payload(1), 2)));
    }

    [Fact]
    public async Task A_clock_that_jumps_reorders_nothing_and_a_segment_holds_one_day()
    {
        CounterRandom random = CounterRandom.For(1, "clock");
        for (int life = 0; life < 5; life++)
        {
            using RecordLog log = Open();
            for (int i = 0; i < Torture.Or(1000, 40); i++)
            {
                _clock.Now += TimeSpan.FromHours(60 * (random.NextUniform() - .5));
                await log.AppendAsync(Payload(i));
            }
        }

        LogRecord[] read = [.. LogReader.Read(Folder, 0)];
        Assert.Equal(read.Select(r => r.Received).Order(), read.Select(r => r.Received));
        LogAudit audit = LogAudit.Of(Folder, _ => { });
        Assert.Equal((0, 0), (audit.Reordered, audit.Problems.Count));
        Assert.Equal(read.Length, audit.Records);
        foreach (Segment segment in Segment.List(Folder))
        {
            using var reader = new SegmentReader(segment);
            while (reader.Next(out LogFrame frame))
                Assert.Equal(segment.Day, DateOnly.FromDateTime(
                    Engine.Time.UtcMicros.ToDateTime(frame.Received).UtcDateTime));
        }
    }

    [Fact]
    public void One_process_writes_a_log()
    {
        using (Open())
            Assert.Contains("Another process writes", Assert.Throws<ResourceException>(() => Open()).Message,
                StringComparison.Ordinal);
        Open().Dispose();
    }

    private RecordLog Open(LogOptions? options = null) => new(Folder, options ?? new LogOptions(), _clock);

    private static byte[] Payload(int i) => Encoding.UTF8.GetBytes($"payload {i} {new string('x', i % 37)}.");

    private static (AppendStatus, long) Summary(LogReceipt receipt) => (receipt.Status, receipt.Sequence);

    private static void Corrupt(string path, string text)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text))] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>A disk that is slow for as long as wanted.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly ManualResetEventSlim _reached = new();

        public void Flush(Microsoft.Win32.SafeHandles.SafeFileHandle file)
        {
            _reached.Set();
            _open.Wait();
            RandomAccess.FlushToDisk(file);
        }

        public void AwaitFlush() => _reached.Wait();

        public void Open() => _open.Set();

        public void Dispose()
        {
            _open.Dispose();
            _reached.Dispose();
        }
    }
}

/// <summary>A clock that stands where it is put.</summary>
internal sealed class SteppedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
