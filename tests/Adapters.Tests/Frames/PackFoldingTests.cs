using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Frames;

public sealed class PackFoldingTests
{
    private const int Versions = 6;

    [Fact]
    public void What_a_run_replaced_keeps_only_what_differs_and_reads_as_it_did()
    {
        using var root = new FrameRoot();
        for (int version = 1; version <= Versions; version++)
            ReplacedSession.Replace(root.Objects, root.Store, version);
        long standing = root.Objects.Stat(ReplacedSession.Key(Versions))!.Value.Bytes;
        // One symbol of eight is another in each version, so every earlier one keeps one.
        long kept = root.Bytes() - standing, differs = (Versions - 1) * ReplacedSession.ColumnBytes;
        Assert.InRange(kept, differs, differs + ((Versions - 1) * 2000));
        Assert.Equal([ReplacedSession.Key(Versions)], root.Objects.List("frames/bars"));
        root.Reopen();
        for (int version = 1; version <= Versions; version++) ReplacedSession.Require(root.Store, version);
        Assert.Equal(0, root.Store.Fold([ReplacedSession.Key(Versions)]));
    }

    [Fact]
    public void What_only_pruned_versions_show_goes_and_the_rest_stays()
    {
        using var root = new FrameRoot();
        for (int version = 1; version <= Versions; version++)
            ReplacedSession.Replace(root.Objects, root.Store, version);
        root.Store.Snapshot("early", AsOf.Version(2));
        Assert.True(root.Store.Prune(AsOf.Version(Versions - 1)) > ReplacedSession.ColumnBytes);
        root.Reopen();
        foreach (int version in (int[])[Versions - 1, Versions]) ReplacedSession.Require(root.Store, version);
        ReplacedSession.Require(root.Store, 2, AsOf.Named("early"));
        root.Store.Forget("early");
        root.Store.Prune(AsOf.Version(Versions));
        Assert.Equal([ReplacedSession.Key(Versions)], root.Objects.List("frames"));
        ReplacedSession.Require(root.Store, Versions);
    }

    [Fact]
    public void A_pack_that_comes_back_stands_and_what_replaced_it_is_folded()
    {
        using var root = new FrameRoot();
        ReplacedSession.Replace(root.Objects, root.Store, 1);
        ReplacedSession.Replace(root.Objects, root.Store, 2);
        for (int i = 0; i < 3; i++)
        {
            foreach ((int back, int gone) in ((int, int)[])[(1, 2), (2, 1)])
            {
                ReplacedSession.Publish(root.Objects, back);
                root.Store.Adopt([new AdoptedPack("bars", ReplacedSession.Key(back))], [ReplacedSession.Key(gone)]);
                root.Store.Fold([ReplacedSession.Key(back)]);
            }
        }

        Assert.Equal([ReplacedSession.Key(2)], root.Objects.List("frames/bars"));
        using RecordBatch now = root.Store.Read("bars/S2");
        foreach (int same in (int[])[2, 4, 6, 8])
        {
            using RecordBatch then = root.Store.Read("bars/S2", new FrameQuery { AsOf = AsOf.Version(same) });
            Contracts.AnyRows.AssertEqual(now, then);
        }
    }

    [Fact]
    public void Packs_that_cannot_be_read_or_have_no_heir_stay_as_they_are()
    {
        using var root = new FrameRoot();
        ReplacedSession.Replace(root.Objects, root.Store, 1);
        byte[] damaged = root.Objects.Load(ReplacedSession.Key(1));
        damaged[^20] ^= 1;   // In the directory.
        root.Objects.Publish([root.Objects.Stage(ReplacedSession.Key(1), damaged)]);
        ReplacedSession.Replace(root.Objects, root.Store, 2);
        Assert.Equal(damaged, root.Objects.Load(ReplacedSession.Key(1)));
        ReplacedSession.Require(root.Store, 1);   // What is damaged is not needed for it.
        string alone = root.Pack("other", ("A", 0, 3));
        root.Store.Adopt([new AdoptedPack("other", alone)]);
        root.Store.Adopt([], [alone]);
        root.Store.Fold([ReplacedSession.Key(2)]);
        Assert.NotNull(root.Objects.Stat(alone));
    }

    [Fact]
    public void Whatever_runs_write_every_version_reads_as_it_was_and_no_column_of_the_past_is_there_twice() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            CounterRandom random = CounterRandom.For(seed, "folding");
            using var root = new FrameRoot();
            var standing = new string?[2];
            var states = new List<string[]>();
            var columns = new HashSet<int>();
            for (int i = 0; i < 8; i++)
            {
                int session = random.NextInt(standing.Length);
                int[] drawn = [.. Enumerable.Range(0, 3).Select(_ => random.NextInt(6))];
                columns.UnionWith(drawn);
                string key = Pack(root, session, drawn);
                string[] gone = standing[session] is { } last && last != key ? [last] : [];
                standing[session] = key;
                long before = root.Store.Resolve(null);
                string[] keys = [.. standing.OfType<string>()];
                if (root.Store.Adopt([.. keys.Select(k => new AdoptedPack("bars", k))], gone) > before)
                    states.Add(State(root, null));
                if (random.NextInt(3) > 0) root.Store.Fold(keys);
                if (random.NextInt(4) == 0) root.Reopen();
            }

            root.Store.Fold([.. standing.OfType<string>()]);
            for (int i = 0; i < states.Count; i++) Assert.Equal(states[i], State(root, AsOf.Version(i + 1)));
            long past = root.Objects.List("frames/packs").Sum(key => root.Objects.Stat(key)!.Value.Bytes);
            Assert.InRange(past, 0, (columns.Count * ReplacedSession.ColumnBytes) + (8 * 2000));
            Assert.Equal(standing.OfType<string>().Order(StringComparer.Ordinal), root.Objects.List("frames/drawn"));
        }).Holds(Torture.Or(200, 4));

    /// <summary>A pack of three symbols, each with one of some columns, named by what it has.</summary>
    private static string Pack(FrameRoot root, int session, int[] drawn)
    {
        string key = $"frames/drawn/{session}.{string.Join('-', drawn)}.pack";
        using var rows = new BatchBuilder(new Schema(new("symbol", ArrowType.Utf8, Nullable: false),
            new("event_time", ArrowType.Timestamp, Nullable: false), new("close", ArrowType.Int64, Nullable: false)));
        for (int symbol = 0; symbol < drawn.Length; symbol++)
        {
            CounterRandom random = CounterRandom.For(drawn[symbol], "drawn");
            for (int row = 0; row < ReplacedSession.Rows; row++)
            {
                rows[0].AppendText($"S{symbol}");
                rows[1].Append((session * 10_000L) + row);
                rows[2].Append((long)random.NextBits());
            }
        }

        using RecordBatch batch = rows.Build();
        root.Objects.Publish([root.Objects.Stage(key, new Tauric.Adapters.Frames.FramesFormat().Write(batch))]);
        return key;
    }

    private static string[] State(FrameRoot root, AsOf? asOf) =>
    [
        .. root.Store.ReadAll("bars/*", new FrameQuery { AsOf = asOf }).Select(frame =>
        {
            using RecordBatch rows = frame.Value;
            return $"{frame.Key} {string.Join(' ', rows["close"].Values<long>().ToArray())}";
        }),
    ];
}
