using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Tests.Columnar;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.DuckDb;

[Collection("duckdb")]
public sealed class DuckRowsTests : LeakFree
{
    [Fact]
    public void Every_type_crosses_in_and_out_unchanged_sliced_or_not() =>
        Prop.ForAll<int, int>((seed, batchRows) =>
        {
            CounterRandom random = CounterRandom.For(seed, "round-trip");
            Schema schema = ArbitraryBatch.EveryType;
            using RecordBatch whole = ArbitraryBatch.Of(seed, schema, rowsMax: 5000);
            int start = random.NextInt(whole.Length + 1);
            using RecordBatch slice = whole.Slice(start, random.NextInt(whole.Length - start + 1));
            RecordBatch[] sent = [whole.Retain(), RecordBatch.Empty(schema), slice.Retain()];
            object?[][] expected = PlainRows.Of([whole.Retain(), slice.Retain()]);

            using DuckDatabase database = DuckDatabase.InMemory();
            using DuckConnection connection = database.Connect();
            using IDisposable registered = connection.Register("sent", schema, () => sent);
            using DuckRows rows = connection.Query("FROM sent");
            Assert.Equal(expected, PlainRows.Of(rows.InBatchesOf(1 + Math.Abs(batchRows % 3000))));
        }).Holds(25);

    [Fact]
    public void A_table_keeps_every_type() =>
        Prop.ForAll<int>(seed =>
        {
            Schema schema = ArbitraryBatch.EveryType;
            using RecordBatch batch = ArbitraryBatch.Of(seed, schema, rowsMax: 3000);
            using DuckDatabase database = DuckDatabase.InMemory();
            using DuckConnection connection = database.Connect();
            using IDisposable registered = connection.Register("sent", schema, () => [batch.Retain()]);
            connection.Execute("CREATE TABLE kept AS FROM sent LIMIT 0");
            connection.Append("kept", batch);
            using DuckRows rows = connection.Query("FROM kept");
            Assert.Equal(PlainRows.Of([batch.Retain()]), PlainRows.Of(rows));
        }).Holds(10);

    [Fact]
    public void Only_the_columns_asked_for_are_read_in_the_order_asked()
    {
        Schema schema = ArbitraryBatch.EveryType;
        using RecordBatch batch = ArbitraryBatch.Of(1, schema, rowsMax: 100);
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        using IDisposable registered = connection.Register("sent", schema, () => [batch.Retain()]);
        using (DuckRows rows = connection.Query("SELECT utf8, int64, utf8 FROM sent"))
        {
            using RecordBatch wanted = batch.Select("utf8", "int64", "utf8");
            Assert.Equal(PlainRows.Of([wanted.Retain()]), PlainRows.Of(rows));
        }

        Assert.Equal((long)batch.Length, connection.ExecuteScalar("SELECT count(*) FROM sent"));
    }

    [Theory]
    [InlineData("SELECT 12.50::DECIMAL(9,2)", 12.5)]
    [InlineData("SELECT -1.5::DECIMAL(4,1)", -1.5)]
    [InlineData("SELECT 3::DECIMAL(38,4)", 3.0)]
    [InlineData("SELECT sum(i) FROM range(5) t(i)", 10L)]
    [InlineData("SELECT -7::HUGEINT", -7L)]
    [InlineData("SELECT 'b'::ENUM('a', 'b')", "b")]
    [InlineData("SELECT NULL", null)]
    [InlineData("SELECT ''", "")]
    public void Types_without_a_twin_arrive_as_documented(string sql, object? expected)
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        Assert.Equal(expected, connection.ExecuteScalar(sql));
    }

    [Theory]
    [InlineData("TIMESTAMP_S '2024-03-05 12:00:01'", 1_709_640_001_000_000)]
    [InlineData("TIMESTAMP_MS '2024-03-05 12:00:01.002'", 1_709_640_001_002_000)]
    [InlineData("TIMESTAMP_NS '2024-03-05 12:00:01.000002999'", 1_709_640_001_000_002)]
    [InlineData("TIMESTAMP_NS '1969-12-31 23:59:59.999999999'", -1)]
    [InlineData("TIMESTAMPTZ '2024-03-05 12:00:01+02'", 1_709_632_801_000_000)]
    public void Timestamps_of_any_unit_are_microseconds(string sql, long micros)
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        using DuckRows rows = connection.Query("SELECT " + sql);
        foreach (RecordBatch batch in rows)
        {
            using RecordBatch owned = batch;
            Assert.Equal(micros, batch[0].Values<long>()[0]);
        }
    }

    [Theory]
    [InlineData("SELECT INTERVAL 1 DAY AS gap", "CAST(\"gap\" AS VARCHAR)")]
    [InlineData("SELECT uuid() AS id", "'id'")]
    [InlineData("SELECT 170141183460469231731687303715884105727::HUGEINT AS big", "CAST(big AS VARCHAR)")]
    public void Types_that_do_not_fit_name_the_column_and_the_cast(string sql, string hint)
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        var e = Assert.Throws<UsageException>(() => PlainRows.Of(connection.Query(sql)));
        Assert.Contains(hint, e.Message);
    }

    [Fact]
    public void A_map_is_a_list_of_pairs_and_lists_may_lie_out_of_order()
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        object?[][] rows = PlainRows.Of(connection.Query(
            "SELECT MAP {'a': 1}, l FROM (VALUES (2, [3, 4]), (1, [5])) t(k, l) ORDER BY k"));
        Assert.Equal([[new object?[] { new object?[] { "a", 1UL } }, new object?[] { 5UL }],
            [new object?[] { new object?[] { "a", 1UL } }, new object?[] { 3UL, 4UL }]], rows);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused_before_duckdb_sees_it()
    {
        var schema = new Schema(new Field("t", ArrowType.Utf8));
        using var builder = new BatchBuilder(schema);
        builder[0].AppendBytes([0xC3, 0x28]);
        using RecordBatch batch = builder.Build();
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        connection.Execute("CREATE TABLE t (t VARCHAR)");
        Assert.Contains("UTF-8", Assert.Throws<DataException>(() => connection.Append("t", batch)).Message);
    }
}
