using FsCheck;
using FsCheck.Fluent;
using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Proofs;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Tests.Frames;

public sealed class FrameStoreTests
{
    private static readonly Schema s_close = new(
        new Field("event_time", ArrowType.Timestamp), new Field("close", ArrowType.Float64));

    [Fact]
    public void Every_version_range_time_and_snapshot_reads_as_the_model_does() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            using var root = new FrameRoot();
            var model = new FrameModel(seed);
            for (int i = 0; i < 10; i++)
            {
                root.Commit(model);
                if (i % 4 == 3) root.Store.Snapshot($"after {i}");
                if (i == 6) root.Reopen();   // Memory and catalog say the same.
            }

            for (int commit = 1; commit < model.States.Count; commit++)
                root.Require(model, commit, AsOf.Version(commit));
            foreach (FrameVersion v in root.Store.Snapshots()) root.Require(model, (int)v.Number, AsOf.Named(v.Note));
            foreach (FrameVersion v in root.Store.Versions(FrameModel.Paths[0]))
                root.Require(model, (int)v.Number, AsOf.At(v.At));
        }).Holds(Torture.Or(30, 3));

    [Fact]
    public void What_is_kept_reads_the_same_after_pruning_and_the_rest_is_gone() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            using var root = new FrameRoot();
            var model = new FrameModel(seed);
            for (int i = 0; i < 10; i++) root.Commit(model);
            root.Store.Snapshot("early", AsOf.Version(2));
            root.Store.Prune(AsOf.Version(7));
            root.Reopen();
            for (int commit = 7; commit < model.States.Count; commit++)
                root.Require(model, commit, AsOf.Version(commit));
            root.Require(model, 2, AsOf.Named("early"));
            Assert.Contains("pruned", Assert.Throws<UsageException>(() =>
                root.Store.Read(FrameModel.Paths[0], new FrameQuery { AsOf = AsOf.Version(3) })).Message);
            root.Commit(model);
            root.Store.Forget("early");
            root.Store.Prune(AsOf.Version(model.States.Count - 1));
            root.Require(model, model.States.Count - 1, AsOf.Version(model.States.Count - 1));
        }).Holds(Torture.Or(20, 2));

    [Fact]
    public void Packs_that_nothing_refers_to_are_removed_and_others_are_not()
    {
        using var root = new FrameRoot();
        root.Write("x/A", Close(0, 500, 1));
        root.Write("x/A", Close(0, 500, 2));
        root.Objects.Publish([root.Objects.Stage("frames/packs/left-by-a-crash.pack", "x"u8)]);
        Assert.Equal(3, root.Objects.List("frames").Count());
        Assert.True(root.Store.Prune(AsOf.Version(2)) > 1);
        Assert.Single(root.Objects.List("frames"));
        Assert.Equal(0, root.Store.Prune(AsOf.Version(2)));
    }

    [Fact]
    public void Equal_columns_are_stored_once_and_outlive_the_version_that_wrote_them()
    {
        using var root = new FrameRoot();
        using RecordBatch noise = Noise(2000, 1), longer = Noise(2000, 2);
        root.Commit([FrameChange.Write("x/A", noise.Retain()), FrameChange.Write("x/B", noise.Retain())]);
        long first = root.Bytes();
        Assert.InRange(first, 2000 * 8, (2000 * 8) + 2000);
        root.Write("x/A", longer.Retain());
        root.Write("x/A", noise.Retain());
        Assert.InRange(root.Bytes() - (2 * first), 0, 2500);
        root.Commit([FrameChange.Delete("x/B")]);
        root.Store.Prune(AsOf.Version(4));
        root.Reopen();
        using RecordBatch read = root.Store.Read("x/A");
        Contracts.AnyRows.AssertEqual(noise, read);
    }

    [Fact]
    public void Packs_of_pipelines_become_versions_without_a_copy()
    {
        using var root = new FrameRoot();
        string monday = root.Pack("prices_1min/monday", ("A", 0, 390), ("B", 0, 3));
        string tuesday = root.Pack("prices_1min/tuesday", ("A", 1000, 390), ("B", 1000, 3));
        string corrected = root.Pack("prices_1min/monday-corrected", ("A", 0, 390), ("B", 0, 4));
        long bytes = root.Bytes();
        Assert.Equal(1, root.Adopt(monday, tuesday));
        Assert.Equal(1, root.Adopt(monday, tuesday));
        Assert.Equal(2, root.Adopt(corrected));
        Assert.Equal(bytes, root.Bytes());
        using RecordBatch now = root.Store.Read("prices/1min/B");
        using RecordBatch then = root.Store.Read("prices/1min/B", new FrameQuery { AsOf = AsOf.Version(1) });
        Assert.Equal((7, 6), (now.Length, then.Length));
        Assert.Equal(["symbol", "event_time", "close"], now.Schema.Fields.Select(f => f.Name));
        foreach ((_, RecordBatch rows) in root.Store.ReadAll("prices_1min/*"))
            using (rows) Assert.All(rows.Columns, c => Assert.Equal(0, c.NullCount));
    }

    [Fact]
    public void Rows_of_packs_that_are_gone_leave_their_frames_and_stay_in_versions()
    {
        using var root = new FrameRoot();
        string monday = root.Pack("prices_1min/monday", ("A", 0, 390), ("B", 0, 3));
        string corrected = root.Pack("prices_1min/monday-corrected", ("A", 5, 100));
        root.Adopt(monday);
        Assert.Equal([monday], root.Store.Adopted);
        Assert.Equal(2, root.Store.Adopt([new AdoptedPack("prices_1min", corrected)], [monday]));
        Assert.Equal([corrected], root.Store.Adopted);
        using RecordBatch now = root.Store.Read("prices/1min/A");
        using RecordBatch then = root.Store.Read("prices/1min/B", new FrameQuery { AsOf = AsOf.Version(1) });
        Assert.Equal((100, 3), (now.Length, then.Length));
        Assert.Throws<UsageException>(() => root.Store.Read("prices/1min/B"));
        Assert.Equal(3, root.Store.Adopt([], [corrected]));
        Assert.Empty(root.Store.Adopted);
        Assert.Equal(3, root.Store.Adopt([], [corrected]));
    }

    [Fact]
    public void Wildcards_columns_and_ranges_choose_what_is_read()
    {
        using var root = new FrameRoot();
        root.Commit([FrameChange.Write("prices/1min/AAPL", Close(0, 100, 1)),
            FrameChange.Write("prices/1min/AMZN", Close(0, 50, 2)),
            FrameChange.Write("prices/daily/AAPL", Close(0, 9, 3))]);
        Assert.Equal(["prices_1min/AAPL", "prices_1min/AMZN"], root.Store.List("prices/1min/A*"));
        Assert.Equal(["prices_1min/AAPL", "prices_daily/AAPL"], root.Store.List("*/AAPL"));
        var query = new FrameQuery { Columns = ["close"], Range = new TimeRange(10, 19) };
        foreach ((_, RecordBatch rows) in root.Store.ReadAll("prices/1min/*", query))
        {
            using (rows)
            {
                Assert.Equal(10, rows.Length);
                Assert.Equal("close", Assert.Single(rows.Schema.Fields).Name);
            }
        }

        Assert.Contains("'volume'", Assert.Throws<UsageException>(() =>
            root.Store.Read("prices/1min/AAPL", query with { Columns = ["volume"] })).Message);
    }

    [Fact]
    public void Metadata_is_generated_and_finds_frames()
    {
        using var root = new FrameRoot();
        var schema = new Schema([new("event_time", ArrowType.Timestamp), new("story_quality_score", ArrowType.Float32),
            new("x", ArrowType.Float64)], [new("data_source", "iqfeed")]);
        foreach ((string symbol, float quality) in (ReadOnlySpan<(string, float)>)[("A", 0.5f), ("B", 0.9f)])
        {
            using var rows = new BatchBuilder(schema);
            for (int i = 0; i < 20; i++)
            {
                rows[0].Append(i * UtcMicros.PerDay);
                rows[1].Append(quality);
                if (i == 3) rows[2].AppendNull();
                else rows[2].Append(i == 7 ? 1e9 : i);
            }

            root.Write($"stories/assembled/{symbol}", rows.Build());
        }

        Assert.Equal(["assembled_stories/B"], root.Store.List(
            where: "story_quality_score >= 0.7 AND processing_stage = 'stage_3_story_assembly'"));
        Assert.Equal(["assembled_stories/A"], root.Store.List("*/A", """
            rows = 20 AND columns = ['event_time', 'story_quality_score', 'x'] AND dtypes[2] = 'float32'
            AND outliers_detected = 1 AND frequency = 'daily' AND data_source = 'iqfeed' AND symbol = 'A'
            AND shape = [20, 3] AND type = 'assembled_story' AND quality_validated
            AND abs(missing_data_pct - 1 / 60) < 1e-9 AND date_range_to = TIMESTAMPTZ '1970-01-20 00:00:00Z'
            """));
        Assert.Throws<UsageException>(() => root.Store.List(where: "quality >="));
        Assert.Throws<UsageException>(() => root.Store.List(where: "true); DROP TABLE frame; --"));
    }

    [Fact]
    public void Metadata_of_a_library_s_type_says_what_its_rows_were_made_with_and_are_good_for()
    {
        using var root = new FrameRoot();
        foreach ((string path, double? last) in (ReadOnlySpan<(string, double?)>)[("indicators_technical_1min/A", 1),
            ("indicators/B", null), ("fuzzy_sets/A", 1), ("stories/components/A", 1), ("mine/A", 1)])
        {
            using var rows = new BatchBuilder(new Schema(new Field("event_time", ArrowType.Timestamp),
                new Field("x", ArrowType.Float64)));
            rows[0].Append(1L);
            if (last is { } x) rows[1].Append(x);
            else rows[1].AppendNull();
            root.Write(path, rows.Build());
        }

        string pack = root.Pack("patterns", ("A", 0, 3)), output = root.Pack("output", ("A", 0, 3));
        for (int window = 10; window <= 12; window += 2)
        {
            root.Store.Adopt(
            [
                new("fuzzy_patterns", pack) { Settings = [new("pattern_window", $"{window}"), new("mine", "Product")] },
                new("fuzzy_output", output) { Settings = [new("reversal", "0.7"), new("mine", "0.6")] },
            ]);
            root.Reopen();
            Assert.Equal(["fuzzy_patterns/A"], root.Store.List(where: $"""
                type = 'fuzzy_patterns_output' AND pattern_window = {window} AND confidence_threshold = 0.6
                AND settings['mine'] = 'Product' AND membership_range = [0, 1] AND fuzzy_states IS NULL
                """));
        }

        Assert.Equal(["indicators_technical_1min/A"], root.Store.List(where: "ready_for_fuzzy"));
        Assert.Equal(["indicators_technical/B"], root.Store.List(where: "NOT ready_for_fuzzy"));
        Assert.Equal(["fuzzy_sets/A"], root.Store.List(where: "fuzzy_states = 5 AND membership_range[2] <= 1"));
        Assert.Equal(["narrative_components/A"], root.Store.List(where: "story_ready"));
        Assert.Equal(["mine/A"], root.Store.List(where: "type IS NULL AND processing_stage IS NULL"));
        Assert.Equal(6, root.Store.List(where: "type IS NOT NULL AND processing_stage IS NOT NULL").Count);
    }

    [Fact]
    public void The_memory_of_lists_is_that_of_their_own_items()
    {
        using var root = new FrameRoot();
        using var rows = new BatchBuilder(new Schema(new("symbol", ArrowType.Utf8, Nullable: false),
            new("event_time", ArrowType.Timestamp), new("items", ArrowType.List(ArrowType.Int64))));
        for (int symbol = 0; symbol < 100; symbol++)
        {
            rows[0].AppendText($"S{symbol:00}");
            rows[1].Append((long)symbol);
            for (int i = 0; i < 128; i++) rows[2].Child().Append((long)i);
            rows[2].CloseRow();
        }

        using RecordBatch batch = rows.Build();
        root.Objects.Publish([root.Objects.Stage("frames/lists.pack", new FramesFormat().Write(batch))]);
        root.Store.Adopt([new AdoptedPack("lists", "frames/lists.pack")]);
        Assert.Equal(100, root.Store.List(where: "memory_usage_mb BETWEEN 1024 / 1048576 AND 1100 / 1048576").Count);
    }

    [Fact]
    public void Frames_of_bars_say_what_is_wrong_with_them()
    {
        using var root = new FrameRoot();
        double[][] bars = [[10, 11, 9, 10.5], [10, 9, 11, 10], [10, 10.2, 9, 10.5], [0, 1, 0, 1],
            [10, double.NaN, 9, 10], [10, 10, 10, 10]];
        using var rows = new BatchBuilder(new Schema([new("event_time", ArrowType.Timestamp),
            .. ((string[])["open", "high", "low", "close"]).Select(name => new Field(name, ArrowType.Float64))]));
        foreach ((int i, double[] bar) in bars.Index())
        {
            rows[0].Append((long)i);
            for (int c = 0; c < bar.Length; c++) rows[1 + c].Append(bar[c]);
        }

        root.Write("prices/1min/A", rows.Build());
        root.Write("price_quality_1min/A", Assessed((.9, 2, 5, 1), (.5, 1, 7, 0)));
        root.Write("price_quality/A", Assessed((1, 0, 0, 0)));
        root.Reopen();
        Assert.Equal(["price_quality_1min/A", "prices_1min/A"], root.Store.List(
            where: "calendar_completeness = 0.5 AND outliers_iqr = 7 AND outliers_robust_z = 1"));
        Assert.Equal(["prices_1min/A"], root.Store.List(where: "ohlc_inconsistent = 3 + 3"));
        Assert.Equal(["price_quality_1min/A"], root.Store.List(where: "ohlc_inconsistent = 3"));
        Assert.Equal(["price_quality/A"], root.Store.List(where: "calendar_completeness = 1"));

        static RecordBatch Assessed(params (double Complete, int Refused, int Iqr, int Z)[] sessions)
        {
            using var rows = new BatchBuilder(new Schema(new("event_time", ArrowType.Timestamp),
                new("completeness", ArrowType.Float64), new("inconsistent", ArrowType.Int32),
                new("outliers_iqr", ArrowType.Int32), new("outliers_robust_z", ArrowType.Int32)));
            foreach ((int i, var session) in sessions.Index())
            {
                rows[0].Append((long)i);
                rows[1].Append(session.Complete);
                rows[2].Append(session.Refused);
                rows[3].Append(session.Iqr);
                rows[4].Append(session.Z);
            }

            return rows.Build();
        }
    }

    [Fact]
    public void Readers_that_hold_a_version_see_no_later_commit()
    {
        using var root = new FrameRoot();
        root.Write("x/A", Close(0, 10, 1));
        long pinned = root.Store.Resolve(null);
        root.Commit([FrameChange.Update("x/A", Close(0, 20, 2))]);
        using RecordBatch read = root.Store.Read("x/A", new FrameQuery { AsOf = AsOf.Version(pinned) });
        Assert.Equal(10, read.Length);
    }

    [Fact]
    public void A_commit_that_one_frame_cannot_take_changes_nothing()
    {
        using var root = new FrameRoot();
        root.Write("x/A", Close(0, 10, 1));
        using RecordBatch good = Close(0, 10, 2), early = Close(5, 10, 2);
        Assert.Contains("x/A", Assert.Throws<DataException>(() => root.Store.Commit(
            [FrameChange.Write("x/B", good), FrameChange.Append("x/A", early)])).Message);
        Assert.Equal(["x/A"], root.Store.List());
        Assert.Equal(1, root.Store.Resolve(null));
    }

    [Fact]
    public void Tables_of_an_earlier_version_are_refused()
    {
        using var folder = new TempFolder();
        string catalog = folder["catalog.duckdb"];
        using (DuckDatabase database = DuckDatabase.Open(catalog))
        using (DuckConnection connection = database.Connect())
            connection.Execute("CREATE TABLE frame_segment (ordinal BIGINT)");
        var objects = new LocalStore(folder["root"]);
        Assert.Contains("another data root", Assert.Throws<UsageException>(() =>
            new FrameStore(objects, catalog, TimeProvider.System)).Message);
    }

    [Theory]
    [InlineData("DROP VIEW frame_metadata; DROP TABLE frame_setting; DROP TABLE frame_reference")]
    [InlineData("DROP TABLE frame_reference")]
    public void A_root_from_before_settings_and_references_were_kept_is_read_on(string before)
    {
        using var folder = new TempFolder();
        string catalog = folder["catalog.duckdb"];
        var objects = new LocalStore(folder["root"]);
        using (RecordBatch rows = Close(0, 1, 1))
        using (var store = new FrameStore(objects, catalog, TimeProvider.System))
            store.Commit([FrameChange.Write("fuzzy_sets/A", rows)]);
        using (DuckDatabase database = DuckDatabase.Open(catalog))
        using (DuckConnection connection = database.Connect())
            connection.Execute(before);
        using var opened = new FrameStore(objects, catalog, TimeProvider.System);
        Assert.Equal(["fuzzy_sets/A"], opened.List(where: "fuzzy_states = 5"));
    }

    [Fact]
    public void Commit_times_ascend_whatever_the_clock_says()
    {
        using var root = new FrameRoot(new StoppedClock());
        for (int i = 0; i < 3; i++) root.Write("x/A", Close(0, 1, i));
        long[] times = [.. root.Store.Versions("x/A").Select(v => v.At)];
        Assert.Equal([0, 1, 2], times.Select(t => t - times[0]));
        Assert.Equal(2, root.Store.Resolve(AsOf.At(times[1])));
        Assert.Throws<UsageException>(() => root.Store.Resolve(AsOf.At(times[0] - 1)));
    }

    [Fact]
    public void Damaged_packs_are_refused_and_never_give_wrong_rows()
    {
        using var root = new FrameRoot(cacheBytes: 0);
        using RecordBatch rows = Noise(300, 5);
        root.Write("x/A", rows.Retain());
        string key = Assert.Single(root.Objects.List("frames"));
        byte[] good = root.Objects.Load(key);
        CounterRandom random = CounterRandom.For(1, "damaged pack");
        int refused = 0;
        for (int i = 0; i < 150; i++)
        {
            byte[] bad = (byte[])good.Clone();
            bad[random.NextInt(bad.Length)] ^= (byte)(1 + random.NextInt(255));
            root.Objects.Publish([root.Objects.Stage(key, i % 5 == 0 ? bad[..random.NextInt(bad.Length)] : bad)]);
            try
            {
                using RecordBatch read = root.Store.Read("x/A");
                Contracts.AnyRows.AssertEqual(rows, read);
            }
            catch (TauricException e) when (e is DataException or ResourceException)
            {
                refused++;
                Assert.Contains(key, e.Message);
            }
        }

        Assert.InRange(refused, 100, 150);
    }

    internal static RecordBatch Close(long from, int rows, double close)
    {
        using var builder = new BatchBuilder(s_close);
        for (int i = 0; i < rows; i++)
        {
            builder[0].Append(from + i);
            builder[1].Append(close);
        }

        return builder.Build();
    }

    /// <summary>Nothing any encoding shortens.</summary>
    private static RecordBatch Noise(int rows, int seed)
    {
        CounterRandom random = CounterRandom.For(seed, "noise");
        using var builder = new BatchBuilder(s_close);
        for (int i = 0; i < rows; i++)
        {
            builder[0].Append((long)i);
            builder[1].Append(BitConverter.UInt64BitsToDouble(random.NextBits()));
        }

        return builder.Build();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2025, 3, 14, 0, 0, 0, TimeSpan.Zero);
    }
}
