using System.Collections.Concurrent;
using Tauric.Adapters.Tests.Frames;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>
/// What readers and writers that ran at once saw is what one order of the commits gives: every commit moves a sum
/// between frames, so a read that mixes two of them shows.
/// </summary>
public sealed class FrameHistoryTests
{
    private const int Frames = 5;
    private const int Writers = 2;
    private const int CommitsEach = 12;

    [Fact]
    public async Task Concurrent_readers_see_snapshots_in_an_order_and_writers_lose_nothing()
    {
        using var root = new FrameRoot();
        root.Commit([.. Enumerable.Range(0, Frames).Select(i => FrameChange.Write($"x/{i}", Value(0)))]);
        using var done = new CancellationTokenSource();
        var acknowledged = new ConcurrentBag<(long Version, long Mark)>();
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => Observe(root, done.Token)))];
        await Task.WhenAll(Enumerable.Range(1, Writers).Select(writer => Task.Run(() =>
        {
            for (int i = 0; i < CommitsEach; i++)
            {
                long mark = (writer * 1000) + i;
                FrameChange[] changes = [.. Enumerable.Range(0, Frames).Select(f =>
                    FrameChange.Write($"x/{f}", Value(mark)))];
                acknowledged.Add((root.Commit(changes), mark));
            }
        })));
        await done.CancelAsync();
        await Task.WhenAll(readers);

        Assert.Equal(Enumerable.Range(2, Writers * CommitsEach).Select(v => (long)v),
            acknowledged.Select(a => a.Version).Order());
        foreach ((long version, long mark) in acknowledged) Assert.Equal(mark, Read(root, version));
        for (int writer = 1; writer <= Writers; writer++)   // What one thread did in order is in order.
        {
            long[] versions = [.. acknowledged.Where(a => a.Mark / 1000 == writer).OrderBy(a => a.Mark)
                .Select(a => a.Version)];
            Assert.Equal(versions.Order(), versions);
        }
    }

    private static void Observe(FrameRoot root, CancellationToken done)
    {
        long last = 0;
        while (!done.IsCancellationRequested)
        {
            long version = root.Store.Resolve(null);
            Assert.InRange(version, last, long.MaxValue);
            last = version;
            Assert.Equal(Read(root, version), Read(root, version));
            Read(root, null);
        }
    }

    /// <returns>The value that all frames have: they were written together.</returns>
    private static long Read(FrameRoot root, long? version)
    {
        var query = new FrameQuery { AsOf = version is { } v ? AsOf.Version(v) : null };
        var values = new List<double>();
        foreach ((_, RecordBatch rows) in root.Store.ReadAll("x/*", query))
            using (rows) values.Add(Assert.Single(rows["close"].Values<double>().ToArray()));
        Assert.Equal(Frames, values.Count);
        return (long)Assert.Single(values.Distinct());
    }

    private static RecordBatch Value(long mark) => FrameStoreTests.Close(0, 1, mark);
}
