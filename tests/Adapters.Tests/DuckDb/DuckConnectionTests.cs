using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.DuckDb;

[Collection("duckdb")]
public sealed class DuckConnectionTests : LeakFree
{
    private static readonly Schema Numbers = new(new Field("k", ArrowType.Int64), new Field("v", ArrowType.Utf8));

    [Fact]
    public void What_a_source_throws_the_statement_throws_and_its_batches_go()
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        var thrown = new DataException("row 7 of bars.csv — nicht lesbar");
        using IDisposable registered = connection.Register("failing", Numbers, () => Failing(thrown));
        Assert.Same(thrown, Assert.Throws<DataException>(() => connection.Execute("CREATE TABLE t AS FROM failing")));
        Assert.Same(thrown, Assert.Throws<DataException>(() => PlainRows.Of(connection.Query("FROM failing"))));
        Assert.Equal(0L, connection.ExecuteScalar("SELECT count(*) FROM duckdb_tables()"));
    }

    [Fact]
    public void A_limit_stops_the_source_and_releases_it()
    {
        bool closed = false;
        IEnumerable<RecordBatch> Endless()
        {
            try
            {
                for (long i = 0; ; i++) yield return Batch((i, "x"));
            }
            finally
            {
                closed = true;
            }
        }

        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        using IDisposable registered = connection.Register("endless", Numbers, Endless);
        Assert.Equal(3, PlainRows.Of(connection.Query("FROM endless LIMIT 3")).Length);
        Assert.True(closed);
    }

    [Fact]
    public void Leaving_the_loop_ends_the_query()
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        foreach (RecordBatch batch in connection.Query("SELECT * FROM range(1000000)"))
        {
            batch.Dispose();
            break;
        }

        Assert.Equal(1L, connection.ExecuteScalar("SELECT 1"));
    }

    [Fact]
    public void A_second_statement_on_an_open_result_is_our_bug()
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        using DuckRows rows = connection.Query("SELECT 1");
        Assert.Throws<BugException>(() => connection.Execute("SELECT 2"));
    }

    [Fact]
    public void A_failure_after_the_first_rows_is_an_error_not_an_end()
    {
        using DuckDatabase database = DuckDatabase.InMemory(new DuckOptions { UserSql = true });
        using DuckConnection connection = database.Connect();
        Assert.Throws<UsageException>(() => PlainRows.Of(
            connection.Query("SELECT CASE WHEN i < 50000 THEN '1' ELSE 'x' END::INT FROM range(60000) t(i)")));
    }

    [Fact]
    public void A_name_is_taken_once_and_free_again_after_disposal()
    {
        using DuckDatabase database = DuckDatabase.InMemory(new DuckOptions { UserSql = true });
        using DuckConnection connection = database.Connect();
        using (connection.Register("t", Numbers, () => []))
        {
            Assert.Throws<UsageException>(() => connection.Register("T", Numbers, () => []));
            Assert.Equal(0L, connection.ExecuteScalar("SELECT count(*) FROM t"));
        }

        Assert.Throws<UsageException>(() => connection.Execute("FROM t"));
    }

    [Fact]
    public void Parameters_keep_their_values()
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        var noon = new DateTimeOffset(2024, 3, 5, 12, 0, 0, TimeSpan.Zero);
        object?[] values =
            [null, true, -5L, ulong.MaxValue, 0.1, "a'b\0c", new byte[] { 0, 255 }, new DateOnly(2024, 2, 29), noon];
        foreach (object? value in values) Assert.Equal(value, connection.ExecuteScalar("SELECT ?", value));
        Assert.Throws<UsageException>(() => connection.Execute("SELECT ?", 1, 2));
    }

    [Fact]
    public void An_upsert_updates_inserts_and_lets_the_last_of_equal_keys_win()
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        connection.Execute("CREATE TABLE t (v VARCHAR, k BIGINT PRIMARY KEY, kept INT DEFAULT 9)");
        using RecordBatch first = Batch((1, "a"), (2, "b"));
        using RecordBatch second = Batch((2, "c"), (3, "d"), (2, "e"));
        connection.Append("t", first);
        connection.Upsert("t", ["k"], second);
        object?[][] rows = PlainRows.Of(connection.Query("SELECT k, v, kept FROM t ORDER BY k"));
        Assert.Equal([[1UL, "a", 9UL], [2UL, "e", 9UL], [3UL, "d", 9UL]], rows);
    }

    [Fact]
    public async Task An_interrupt_cancels_an_endless_statement()
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        using var started = new SemaphoreSlim(0);
        IEnumerable<RecordBatch> Endless()
        {
            for (long i = 0; ; i++)
            {
                if (i == 1) started.Release();
                yield return Batch((i, "x"));
            }
        }

        using IDisposable registered = connection.Register("endless", Numbers, Endless);
        Task running = Task.Run(() => connection.Execute("SELECT count(*) FROM endless"));
        await started.WaitAsync();
        connection.Interrupt();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    internal static RecordBatch Batch(params ReadOnlySpan<(long Key, string Value)> rows)
    {
        using var builder = new BatchBuilder(Numbers);
        foreach ((long key, string value) in rows)
        {
            builder[0].Append(key);
            builder[1].AppendText(value);
        }

        return builder.Build();
    }

    private static IEnumerable<RecordBatch> Failing(Exception e)
    {
        yield return Batch((1, "a"));
        throw e;
    }
}
