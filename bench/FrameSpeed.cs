using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Time;

namespace Tauric.Bench;

/// <summary>
/// A session of minute bars and of memberships of many symbols: bytes against naive frames (float64 and utf8) and
/// Parquet, and what writing, reading, committing and looking among 100,000 versions take.
/// </summary>
[Benchmark("frames", "the versioned store: bytes kept, packs against Parquet, a session's commit, 100,000 versions")]
internal sealed class FrameSpeed : IBenchmark
{
    private const int Minutes = 390;
    private const int Variables = 12;
    private const int States = 5;
    private const long Open = 1_741_959_000_000_000;   // 2025-03-14 09:30 in New York.

    private static readonly Field[] s_at =
        [new("symbol", ArrowType.Utf8), new("event_time", ArrowType.Timestamp), new("known_at", ArrowType.Timestamp)];

    private static readonly Schema s_bars = new([.. s_at, .. ((string[])["open", "high", "low", "close", "volume"])
        .Select(name => new Field(name, ArrowType.Float64))]);

    private static readonly Schema s_sets = new([.. s_at, .. Enumerable.Range(0, Variables * States)
        .Select(i => new Field($"v{i / States}_state{i % States}", ArrowType.Float32))]);

    public void Run(Measurement measurement)
    {
        int symbols = measurement.Size(500, 10);
        using RecordBatch bars = Bars(symbols), sets = Sets(symbols);
        byte[] packed = Formats(measurement, "bars", bars);
        long naive = Naive(bars) + Naive(sets), kept = packed.Length + Formats(measurement, "memberships", sets).Length;
        measurement.Figure("saved of naive, both", 100 * (1 - ((double)kept / naive)), "%");
        string folder = Directory.CreateTempSubdirectory("tauric-bench-").FullName;
        try
        {
            Session(measurement, folder, bars, packed);
            Correction(measurement, folder, bars, packed);
            Versions(measurement, folder, measurement.Size(100_000, 1_000));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        measurement.Hash(packed);
    }

    private static byte[] Formats(Measurement measurement, string what, RecordBatch rows)
    {
        var frames = new FramesFormat();
        var parquet = new ParquetFormat();
        byte[] packed = frames.Write(rows), parqueted = parquet.Write(rows);
        Spread[] times = Measurement.Rounds(measurement.Size(7, 1), () => frames.Write(rows), () => parquet.Write(rows),
            () => frames.Read(rows.Schema, packed, what).Dispose(),
            () => parquet.Read(rows.Schema, parqueted, what).Dispose());
        using RecordBatch read = frames.Read(rows.Schema, packed, what);
        measurement.Check($"{what} come back exactly", frames.Write(read).AsSpan().SequenceEqual(packed));
        measurement.Figure($"{what}: naive", Naive(rows) / 1e6, "MB");
        measurement.Figure($"{what}: pack", packed.Length / 1e6, "MB");
        measurement.Figure($"{what}: Parquet, zstd", parqueted.Length / 1e6, "MB");
        measurement.Figure($"{what}: saved of naive", 100 * (1 - ((double)packed.Length / Naive(rows))), "%");
        measurement.Figure($"{what}: write", times[0].Map(s => s * 1e3), "ms");
        measurement.Figure($"{what}: write, over Parquet", times[0].Lowest / times[1].Lowest, "×");
        measurement.Figure($"{what}: read", times[2].Map(s => s * 1e3), "ms");
        measurement.Figure($"{what}: read, over Parquet", times[2].Lowest / times[3].Lowest, "×");
        return packed;
    }

    /// <summary>One commit of all symbols' session, as rows and as a pack that is adopted; then what is read.</summary>
    private static void Session(Measurement measurement, string folder, RecordBatch bars, byte[] packed)
    {
        var objects = new LocalStore(Path.Combine(folder, "session"));
        using var store = new FrameStore(objects, Path.Combine(folder, "session.duckdb"), TimeProvider.System);
        RecordBatch[] parts =
            [.. Enumerable.Range(0, bars.Length / Minutes).Select(i => bars.Slice(i * Minutes, Minutes))];
        FrameChange[] changes = [.. parts.Select((p, i) => FrameChange.Append($"appended/{i}", p))];
        measurement.Figure(
            "append a session of all symbols", Measurement.Seconds(() => store.Commit(changes)) * 1e3, "ms");
        objects.Publish([objects.Stage("frames/prices_1min/1.pack", packed)]);
        AdoptedPack[] adopted = [new("prices_1min", "frames/prices_1min/1.pack")];
        measurement.Figure(
            "adopt a session of all symbols", Measurement.Seconds(() => store.Adopt(adopted)) * 1e3, "ms");
        long rows = 0;
        void ReadAll()
        {
            rows = 0;
            foreach ((_, RecordBatch read) in store.ReadAll("prices_1min/*"))
                using (read) rows += read.Length;
        }

        measurement.Figure("read all symbols", Measurement.Seconds(ReadAll) * 1e3, "ms");
        measurement.Figure("read all symbols, cached", Measurement.Seconds(ReadAll) * 1e3, "ms");
        measurement.Check("every row is there", rows == bars.Length);
        foreach (RecordBatch part in parts) part.Dispose();
    }

    /// <summary>One bar of one symbol is another: what the session it replaces costs from then on.</summary>
    private static void Correction(Measurement measurement, string folder, RecordBatch bars, byte[] packed)
    {
        const string Before = "frames/prices_1min/1.pack", Now = "frames/prices_1min/2.pack";
        var objects = new LocalStore(Path.Combine(folder, "corrected"));
        using var store = new FrameStore(objects, Path.Combine(folder, "corrected.duckdb"), TimeProvider.System);
        objects.Publish([objects.Stage(Before, packed)]);
        store.Adopt([new AdoptedPack("prices_1min", Before)]);
        using var rows = new BatchBuilder(bars.Schema);
        for (int row = 0; row < bars.Length; row++)
        {
            for (int c = 0; c < s_at.Length; c++) rows[c].AppendFrom(bars[c], row);
            for (int c = s_at.Length; c < bars.Schema.Count; c++)
                rows[c].Append(bars[c].Values<double>()[row] + (row == bars.Length / 2 ? 1 : 0));
        }

        using RecordBatch corrected = rows.Build();
        objects.Publish([objects.Stage(Now, new FramesFormat().Write(corrected))]);
        store.Adopt([new AdoptedPack("prices_1min", Now)], [Before]);
        double seconds = Measurement.Seconds(() => store.Fold([Now]));
        measurement.Figure("fold a session of which a bar was corrected", seconds * 1e3, "ms");
        long kept = objects.List("frames/packs").Sum(key => objects.Stat(key)!.Value.Bytes);
        measurement.Figure("kept of what it replaced", 100.0 * kept / packed.Length, "%");
        string path = $"prices_1min/SYM{bars.Length / 2 / Minutes:000}";
        using RecordBatch then = store.Read(path, new FrameQuery { AsOf = AsOf.Version(1) }), now = store.Read(path);
        measurement.Check("it reads as it was", now["close"].Values<double>()[(bars.Length / 2) % Minutes]
            == then["close"].Values<double>()[(bars.Length / 2) % Minutes] + 1);
    }

    /// <summary>
    /// A frame that was replaced this often. All but the first version are rows put into the catalog as commits put
    /// them, because as many commits would take hours of waiting for the disk.
    /// </summary>
    private static void Versions(Measurement measurement, string folder, int versions)
    {
        string catalog = Path.Combine(folder, "versions.duckdb");
        var objects = new LocalStore(Path.Combine(folder, "versions"));
        using (RecordBatch rows = Bars(1))
        using (var store = new FrameStore(objects, catalog, TimeProvider.System))
            store.Commit([FrameChange.Write("prices/1min/AAPL", rows)]);
        Multiply(catalog, versions);
        using var opened = new FrameStore(objects, catalog, TimeProvider.System);
        IReadOnlyList<FrameVersion> all = opened.Versions("prices/1min/AAPL");
        measurement.Check($"{versions} versions are listed", all.Count == versions);
        int rounds = measurement.Size(21, 2), next = 0;
        long At() => 1 + (next++ * 7919L % versions);
        opened.Snapshot("middle", AsOf.Version(versions / 2));
        Spread[] times = Measurement.Rounds(rounds, () => opened.Versions("prices/1min/AAPL"),
            () => Read(AsOf.Version(At())), () => Read(AsOf.At(all[(int)At() - 1].At)),
            () => Read(AsOf.Named("middle")), () => Read(null));
        string[] names = ["list", "as of a version", "as of a time", "as of a snapshot", "as of now"];
        foreach ((string name, Spread time) in names.Zip(times))
        {
            measurement.Figure($"{versions} versions: {name}", time.Map(s => s * 1e3), "ms");
            measurement.Figure($"{versions} versions: {name}, fastest", time.Lowest * 1e3, "ms");
        }

        void Read(AsOf? asOf) => opened.Read("prices/1min/AAPL", new FrameQuery { AsOf = asOf }).Dispose();
    }

    private static void Multiply(string catalog, int versions)
    {
        using DuckDatabase database = DuckDatabase.Open(catalog);
        using DuckConnection connection = database.Connect();
        connection.Execute($"""
            INSERT INTO frame_commit SELECT i, committed_at + to_microseconds(i), 'rewritten'
                FROM frame_commit, range(2, {versions + 1}) AS t(i);
            INSERT INTO frame_segment SELECT s.* REPLACE (i AS ordinal, i AS added,
                    CASE i WHEN {versions} THEN NULL ELSE i + 1 END AS removed)
                FROM frame_segment s, range(2, {versions + 1}) AS t(i);
            UPDATE frame_segment SET removed = 2 WHERE added = 1;
            """);
    }

    /// <summary>What every number costs as a float64 and every text with a 32-bit offset.</summary>
    private static long Naive(RecordBatch rows) => rows.Columns.Sum(c => c.Type is BytesType
        ? (4L * c.Length) + c.Offsets[^1] - c.Offsets[0] : 8L * c.Length);

    private static RecordBatch Bars(int symbols) => Build(s_bars, symbols, (rows, symbol) =>
    {
        var walk = new BarWalk(CounterRandom.For(1, "frames", $"{symbol}"), Minutes);
        for (int minute = 0; minute < Minutes; minute++)
            for (int c = 0; c < walk.Columns.Length; c++)
                rows[s_at.Length + c].Append(Math.Round(walk.Columns[c][minute], 2));   // Whole cents, as on the wire.
    });

    /// <summary>Of every variable's states two neighbours share a minute, or one has it, as triangles do.</summary>
    private static RecordBatch Sets(int symbols) => Build(s_sets, symbols, (rows, symbol) =>
    {
        CounterRandom random = CounterRandom.For(2, "frames", $"{symbol}");
        for (int variable = 0; variable < Variables; variable++)
        {
            double at = random.NextUniform() * (States - 1);
            for (int minute = 0; minute < Minutes; minute++)
            {
                at = Math.Clamp(at + ((random.NextUniform() - 0.5) / 2), 0, States - 1);
                for (int state = 0; state < States; state++)
                    rows[s_at.Length + (variable * States) + state]
                        .Append((float)Math.Max(0, 1 - Math.Abs(at - state)));
            }
        }
    });

    private static RecordBatch Build(Schema schema, int symbols, Action<BatchBuilder, int> append)
    {
        using var rows = new BatchBuilder(schema);
        for (int symbol = 0; symbol < symbols; symbol++)
        {
            for (int minute = 0; minute < Minutes; minute++)
            {
                rows[0].AppendText($"SYM{symbol:000}");
                rows[1].Append(Open + (minute * 60 * UtcMicros.PerSecond));
                rows[2].Append(Open + ((minute + 1) * 60 * UtcMicros.PerSecond));
            }

            append(rows, symbol);
        }

        return rows.Build();
    }
}
