using Npgsql;
using Tauric.Adapters.Backups;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Catalog.Postgres;
using Tauric.Adapters.Storage;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Tests.Catalog.Postgres;

public sealed class PostgresCatalogTests(PostgresFixture fixture) : CatalogContract, IClassFixture<PostgresFixture>
{
    private static int s_made;

    private readonly string _database = $"catalog_{Interlocked.Increment(ref s_made)}";

    private PostgresAddress? _address;

    private PostgresServer Server => fixture.Server;

    private PostgresAddress Address => _address ??= Migrated(Server.Create(_database));

    [Fact]
    public void A_migrated_catalog_is_migrated_once()
    {
        Assert.Empty(PostgresMigrations.Migrate(Address));
        Assert.Equal([$"{PostgresMigrations.Latest}"], Query("SELECT max(version) FROM catalog_migration"));
    }

    [Fact]
    public void An_address_names_a_schema_so_a_database_holds_several_catalogs()
    {
        PostgresAddress other = Migrated($"{UrlOfMine()}?search_path=second&connect_timeout=7&gssencmode=disable");
        CounterRandom random = CounterRandom.For(1, "schema");
        using (ICatalog first = OpenPublished()) Commit(first, AnyCommit(Items, "k", ref random));
        using ICatalog open = OpenPublished();
        using var second = PostgresCatalog.Open(other);
        Assert.Empty(second.Load());
        Assert.Single(open.Load());
    }

    [Fact]
    public void Catalogs_of_other_versions_are_refused_with_what_to_do()
    {
        PostgresAddress fresh = PostgresAddress.Parse(Server.Create(_database));
        Assert.Contains("Make it: tauric catalog migrate", Refusal(fresh));
        _address = fresh;
        PostgresMigrations.Migrate(fresh);
        Server.Execute("DELETE FROM catalog_migration WHERE version > 1", _database);
        Assert.Contains("has version 1, this program needs", Refusal(fresh));
        Assert.Contains("tauric catalog migrate", Refusal(fresh));
        Server.Execute("INSERT INTO catalog_migration VALUES (999, 'of the future')", _database);
        Assert.Contains("use a newer program", Refusal(fresh));
    }

    [Fact]
    public void What_a_server_refuses_is_said_without_the_password()
    {
        _ = Address;
        Server.Execute($"CREATE ROLE reader_{_database} LOGIN PASSWORD 'planted-secret'; "
            + $"GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_{_database}", _database);
        Refused(Server.UrlOf(_database, password: "planted-secret"), "check user and password in catalog.url");
        Refused(Server.UrlOf("nowhere", password: PostgresServer.Password), "has no such database");
        Refused("postgresql://u:planted-secret@127.0.0.1:1/d", "cannot be reached");
        string reader = Server.UrlOf(_database, $"reader_{_database}", "planted-secret");
        using (PostgresCatalog catalog = PostgresCatalog.Open(PostgresAddress.Parse(reader)))
        {
            Exception e = Assert.Throws<ResourceException>(() => catalog.Publish([Items]));
            Assert.Contains("must own the catalog's schema", e.Message);
            Assert.DoesNotContain("planted-secret", e.ToString());
        }

        Refused(reader + "?options=-c%20default_transaction_read_only%3Don", "only lets user", c => c.Publish([Items]));
    }

    [Theory]
    [InlineData("postgresql://")]
    [InlineData("postgresql://u:planted-secret@h:notaport/d")]
    [InlineData("postgresql://u:planted-secret@h/d?nonsense=1")]
    [InlineData("postgresql://u:planted-secret@h/d?sslmode=maybe")]
    [InlineData("Host=h;Password=planted-secret")]
    public void An_address_that_is_none_is_refused_unquoted(string url)
    {
        Exception e = Assert.Throws<PlanException>(() => PostgresAddress.Parse(url));
        Assert.Contains("catalog.url is no address", e.Message);
        Assert.DoesNotContain("planted-secret", e.ToString());
    }

    [Fact]
    public void One_process_writes_and_others_may_share_when_all_do()
    {
        using (ICatalog alone = Open())
        {
            string held = Assert.Throws<ResourceException>(() => Open()).Message;
            Assert.Contains($"in use by process {Environment.ProcessId} on ", held);
        }

        using var first = PostgresCatalog.Open(Address, CatalogAccess.Shared);
        using (PostgresCatalog.Open(Address, CatalogAccess.Shared))
            Assert.Throws<ResourceException>(() => Open());
    }

    [Fact]
    public async Task A_server_that_restarts_is_waited_for_and_nothing_is_there_twice()
    {
        CounterRandom random = CounterRandom.For(6, "restart");
        Committed first = AnyCommit(Items, "a", ref random), second = AnyCommit(Items, "b", ref random);
        using ICatalog catalog = OpenPublished();
        Commit(catalog, first);
        Server.Stop();
        Task resumed = Task.Run(Server.Resume);
        Commit(catalog, first, second);
        await resumed;
        Assert.Equal(2, catalog.Load().Count);
        Assert.Equal([$"{first.Rows.Count + second.Rows.Count}"], Query("SELECT count(*) FROM item_row"));
    }

    [Fact]
    public void A_connection_that_is_cut_costs_a_second_attempt_of_the_whole_transaction()
    {
        CounterRandom random = CounterRandom.For(7, "cut");
        using ICatalog catalog = OpenPublished();
        for (int cut = 0; cut < 5; cut++)
        {
            Server.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE pid <> pg_backend_pid() AND datname = current_database()", _database);
            Commit(catalog, AnyCommit(Items, $"{cut}", ref random));
        }

        Assert.Equal(5, catalog.Load().Count);
    }

    [Fact]
    public void Time_series_lie_by_month_made_ahead()
    {
        using ICatalog catalog = Open();
        Dataset series = Series("timestamp", "normalized_news", "event_time");
        catalog.Publish([series]);
        foreach (string day in (string[])["2024-11-30", "2024-12-01", "2025-03-31"])
            CommitDay(catalog, series, day);
        Assert.Equal(["2024_11", "2024_12", "2025_01", "2025_02", "2025_03", "2025_04", "2025_05"], Query("""
            SELECT right(relname::text, 7) FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY 1
            """));
        Assert.Equal(["1"], Query("SELECT count(*) FROM normalized_news_2024_12"));
        string plan = string.Join('\n', Query("EXPLAIN SELECT * FROM normalized_news "
            + "WHERE event_time >= '2025-03-01Z' AND event_time < '2025-04-01Z'"));
        Assert.Contains("normalized_news_2025_03", plan);
        Assert.DoesNotContain("normalized_news_2024", plan);
    }

    [Fact]
    public void Time_series_are_hypertables_where_TimescaleDB_is()
    {
        using ICatalog catalog = Open();
        // Debian has no TimescaleDB: what it would be asked is shown by a function of its name.
        Server.Execute("""
            CREATE TABLE asked (what text);
            CREATE FUNCTION create_hypertable(relation regclass, time_column name, chunk_time_interval interval,
                create_default_indexes boolean) RETURNS void LANGUAGE sql AS
            $$ INSERT INTO asked SELECT concat_ws(' ', relation, time_column, chunk_time_interval) $$
            """, _database);
        Dataset series = Series("metrics", "training_data_metrics_ts", "timestamp");
        catalog.Publish([series]);
        CommitDay(catalog, series, "2024-11-30");
        Assert.Equal(["training_data_metrics_ts timestamp 1 day"], Query("SELECT * FROM asked"));
        Assert.Equal(["1"], Query("SELECT count(*) FROM training_data_metrics_ts"));
        Assert.Equal(["0"], Query("SELECT count(*) FROM pg_class WHERE relispartition"));
    }

    [Fact]
    public void Every_plain_type_comes_back_as_it_was_and_a_NUL_as_a_blank()
    {
        Field[] fields =
        [
            new("flag", ArrowType.Bool), new("tiny", ArrowType.Int8), new("small", ArrowType.Int16),
            new("whole", ArrowType.Int32), new("big", ArrowType.Int64), new("single", ArrowType.Float32),
            new("number", ArrowType.Float64), new("instant", ArrowType.Timestamp), new("day", ArrowType.Date32),
            new("text", ArrowType.Utf8), new("bytes", ArrowType.Binary),
        ];
        using var builder = new BatchBuilder(new Schema(fields));
        builder[0].AppendBool(true);
        builder[1].Append((sbyte)-8);
        builder[2].Append((short)-16);
        builder[3].Append(int.MinValue);
        builder[4].Append(long.MaxValue);
        builder[5].Append(1.5f);
        builder[6].Append(-0.1);
        builder[7].Append(-1L);
        builder[8].Append(-1);
        builder[9].AppendText("Zürich 🚀\0\\\n" + new string('x', 100_000));
        builder[10].AppendBytes([0, 255]);
        for (int i = 0; i < fields.Length; i++) builder[i].AppendNull();
        using RecordBatch rows = builder.Build();
        using var catalog = (PostgresCatalog)Open();
        var dataset = new Dataset("types", rows.Schema, "key", "{0}", "json")
        {
            Table = new PublishedTable("types", [.. fields.Select(f => f.Name)]),
        };
        catalog.Publish([dataset]);
        CommitRows(catalog, dataset, rows);
        RecordBatch back = Assert.Single(catalog.Read("types"));
        using (back)
        {
            Assert.Equal("Zürich 🚀 \\\n" + new string('x', 100_000), back["text"].Text(0));
            Assert.Equal([0, 255], back["bytes"].Bytes(0).ToArray());
            Assert.Equal((-8, -16), (back["tiny"].Values<short>()[0], back["small"].Values<short>()[0]));
            Assert.Equal((int.MinValue, long.MaxValue),
                (back["whole"].Values<int>()[0], back["big"].Values<long>()[0]));
            Assert.Equal((1.5f, -0.1), (back["single"].Values<float>()[0], back["number"].Values<double>()[0]));
            Assert.Equal((-1L, -1), (back["instant"].Values<long>()[0], back["day"].Values<int>()[0]));
            Assert.True(back["flag"].Bit(0));
            Assert.All(fields, field => Assert.True(back[field.Name].IsNull(1)));
        }
    }

    [Fact]
    public void A_catalog_moves_to_DuckDB_and_back_whole()
    {
        CounterRandom random = CounterRandom.For(8, "copy");
        Committed[] all = [.. Enumerable.Range(0, 50).Select(i => AnyCommit(Items, $"{i}", ref random)),
            AnyCommit(Plain, "k", ref random)];
        using var folder = new TempFolder();
        using var postgres = (PostgresCatalog)OpenPublished();
        Commit(postgres, all);
        postgres.Record(new RunRecord("1", "corpus", "success", DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch, -7, "abc", "{}", "{}"));
        string[] before = [.. Whole()];
        using DuckCatalog duck = DuckCatalog.Open(folder["catalog.duckdb"]);
        duck.Publish([Items, Items with { Name = "stale", Table = new PublishedTable("stale_row", "n") }]);
        (int tables, long rows) = CatalogCopy.Run(postgres, duck);
        Assert.Equal((5, (long)before.Length), (tables, rows));
        Assert.Equal(all.Length, duck.Load().Count);

        postgres.Remove([.. all.Select(c => c.Record)]);
        Commit(postgres, AnyCommit(Items, "other", ref random));
        Assert.Equal((tables, rows), CatalogCopy.Run(duck, postgres));
        Assert.Equal(before, Whole());
        IEnumerable<string> Whole() => ((string[])["partition", "partition_input", "pipeline_run", "published",
            "item_row"]).SelectMany(t => Query($"SELECT t::text FROM {t} t ORDER BY 1"));
    }

    [Fact]
    public void A_snapshot_of_it_restores_into_another_and_into_DuckDB()
    {
        CounterRandom random = CounterRandom.For(9, "snapshot");
        using var folder = new TempFolder();
        BackupFolder backups = BackupFolder.Create(folder["backups"]);
        (int, long) all = (0, 0);
        using (var postgres = (PostgresCatalog)OpenPublished())
        {
            Commit(postgres, [.. Enumerable.Range(0, 50).Select(i => AnyCommit(Items, $"{i}", ref random))]);
            using RootContents root = Contents("root", postgres);
            Backup.Take(root, backups, DateTimeOffset.UnixEpoch, "test", 2, _ => { }, default);
            all = Copied(postgres, "whole");
        }

        using (PostgresCatalog second = PostgresCatalog.Open(Migrated($"{UrlOfMine()}?search_path=restored")))
        {
            using RootContents root = Contents("second", second);
            Restore.Run(backups, backups.Load(null), root, 2, _ => { }, default);
            Assert.Equal(all, Copied(second, "copy of second"));
        }

        using DuckCatalog duck = DuckCatalog.Open(folder["duck"]);
        using RootContents third = Contents("third", duck);
        Restore.Run(backups, backups.Load(null), third, 2, _ => { }, default);
        Assert.Equal(50, duck.Load().Count);
        RootContents Contents(string name, ICatalogTables catalog) => new(
            new LocalStore(folder[name]), catalog,
            catalog as DuckCatalog ?? DuckCatalog.Open(folder[name + ".frames"]));
        (int, long) Copied(PostgresCatalog from, string name)
        {
            using DuckCatalog to = DuckCatalog.Open(folder[name]);
            return CatalogCopy.Run(from, to);
        }
    }

    protected override ICatalog Open() => PostgresCatalog.Open(Address);

    protected override void ForgetDates()
    {
        Server.Execute("ALTER TABLE item_row DROP COLUMN created_at; DELETE FROM catalog_migration WHERE version = 4",
            _database);
        Assert.Equal(["0004_created_at.sql"], PostgresMigrations.Migrate(Address));
    }

    protected override IReadOnlyList<string> Query(string sql) => Server.Query(sql, _database);

    private static PostgresAddress Migrated(string url)
    {
        PostgresAddress address = PostgresAddress.Parse(url);
        PostgresMigrations.Migrate(address);
        return address;
    }

    private static Dataset Series(string name, string table, string time) =>
        new(name, new Schema(new Field(time, ArrowType.Timestamp), new Field("ticker", ArrowType.Utf8),
            new Field("dataset_type", ArrowType.Utf8)), "key", "{0}", "json")
        {
            Table = new PublishedTable(table, time, "ticker", "dataset_type"),
        };

    private static void CommitDay(ICatalog catalog, Dataset series, string day)
    {
        using var builder = new BatchBuilder(series.Schema);
        builder[0].Append(Engine.Time.UtcMicros.From(DateOnly.ParseExact(day, "yyyy-MM-dd")));
        builder[1].AppendText("AAPL");
        builder[2].AppendNull();
        using RecordBatch rows = builder.Build();
        CommitRows(catalog, series, rows, day);
    }

    private static void CommitRows(ICatalog catalog, Dataset dataset, RecordBatch rows, string key = "k") =>
        catalog.Commit([new Commit(dataset, new PartitionRecord
        {
            Dataset = dataset.Name,
            Key = key,
            Fingerprint = default,
            Content = default,
            Producer = "",
            RunId = "",
            Rows = rows.Length,
            Objects = [],
        }, [], rows)]);

    private string UrlOfMine()
    {
        _ = Address;
        return Server.UrlOf(_database);
    }

    private string Refusal(PostgresAddress address) =>
        Assert.Throws<ResourceException>(() => PostgresCatalog.Open(address)).Message;

    private static void Refused(string url, string what, Action<PostgresCatalog>? work = null)
    {
        Exception e = Assert.Throws<ResourceException>(() =>
        {
            using PostgresCatalog catalog = PostgresCatalog.Open(PostgresAddress.Parse(url));
            work?.Invoke(catalog);
        });
        Assert.Contains(what, e.Message);
        Assert.DoesNotContain("planted-secret", e.ToString());
    }
}
