using System.Security.Cryptography;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Tests.Columnar;

namespace Tauric.Adapters.DuckDb;

[Collection("duckdb")]
public sealed class ParquetSinkTests : LeakFree
{
    // Not a danger, only slow: 2 GiB of one letter, refused after they are unpacked.
    private const string Huge = "large_string_map.brotli.parquet";

    private static readonly string Root = Path.Combine(
        AppContext.BaseDirectory.Split(Path.DirectorySeparatorChar + "tests" + Path.DirectorySeparatorChar)[0],
        "..", "shared", "data");

    [Fact]
    public void The_same_rows_give_the_same_bytes_whatever_their_batches()
    {
        using var pool = new DuckPool();
        Schema schema = ArbitraryBatch.EveryType;
        RecordBatch[] parts = [.. Enumerable.Range(0, 40).Select(i => ArbitraryBatch.Of(i, schema, rowsMax: 1000))];
        using RecordBatch rows = Concatenation.Of(schema, parts);
        Array.ForEach(parts, part => part.Dispose());
        Assert.True(rows.Length > 2048);
        var options = new ParquetOptions { RowGroupRows = 2048, KeyValueMetadata = [new("a'b \"c\"", "{\"x\": 'y'}")] };
        int[] sizes = [30_000, 30_000, 999, 3];
        string[] hashes = [.. sizes.Select(size => Hash(pool, schema, Cut(rows, size), options))];
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void What_is_written_is_read_back_with_its_schema()
    {
        using var pool = new DuckPool();
        Schema schema = ArbitraryBatch.EveryType;
        using RecordBatch rows = ArbitraryBatch.Of(4, schema, rowsMax: 6000);
        string path = Path.GetTempFileName();
        var options = new ParquetOptions { KeyValueMetadata = [new("lineage", "it's {here}")] };
        Assert.Equal(rows.Length, new ParquetSink(pool).Write(path, schema, [rows.Retain()], options));
        object?[][] expected = PlainRows.Of([rows.Retain()]);
        Assert.Equal(expected, PlainRows.Of(new ParquetSource(pool).Read(path, schema, batchRows: 700)));

        RecordBatch[] some = [.. new ParquetSource(pool).Read(path, ["int64", "bool"])];
        Assert.Equal(["int64", "bool"], some[0].Schema.Fields.Select(f => f.Name));
        foreach (RecordBatch batch in some) batch.Dispose();
        using (DuckPool.Lease lease = pool.Rent())
            Assert.Equal("it's {here}", lease.Connection.ExecuteScalar(
                "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'lineage'", path));
        File.Delete(path);
    }

    [Fact]
    public void A_source_that_fails_leaves_no_file()
    {
        using var pool = new DuckPool();
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".parquet");
        var schema = new Schema(new Field("k", ArrowType.Int64), new Field("v", ArrowType.Utf8));
        IEnumerable<RecordBatch> Failing()
        {
            for (int i = 0; i < 1000; i++) yield return DuckConnectionTests.Batch((i, "x"));
            throw new DataException("the 1001st row is bad");
        }

        Assert.Throws<DataException>(() => new ParquetSink(pool).Write(path, schema, Failing()));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_folder_that_is_not_there_or_a_file_that_is_not_parquet_is_named()
    {
        using var pool = new DuckPool();
        var schema = new Schema(new Field("k", ArrowType.Int64), new Field("v", ArrowType.Utf8));
        Assert.Throws<ResourceException>(() => new ParquetSink(pool).Write("/nowhere/at/all.parquet", schema, []));
        var source = new ParquetSource(pool);
        Assert.Throws<ResourceException>(() => source.Read("/nowhere/at/all.parquet").Count());
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "PAR1 not really PAR1");
        Assert.Contains(path, Assert.Throws<DataException>(() => source.Read(path).Count()).Message);
        File.Delete(path);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("bad_data")]
    public void Files_of_other_writers_are_read_or_refused_by_name(string folder)
    {
        string files = Path.Combine(Root, "columnar", "parquet-testing", folder);
        Assert.SkipUnless(Directory.Exists(files), $"no parquet-testing files at {files}");
        using var pool = new DuckPool();
        var refused = new List<string>();
        string[] all = [.. Directory.EnumerateFiles(files, "*.parquet").Where(f => Path.GetFileName(f) != Huge)
            .Order(StringComparer.Ordinal)];
        foreach (string path in all)
        {
            try
            {
                foreach (RecordBatch batch in new ParquetSource(pool).Read(path)) batch.Dispose();
            }
            catch (DataException e)
            {
                Assert.Contains(path, e.Message);
                refused.Add($"{Path.GetFileName(path)}: {e.Message}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', refused));
        Assert.NotEmpty(all);
        if (folder == "data") Assert.True(refused.Count < all.Length / 2, string.Join('\n', refused));
    }

    private static string Hash(DuckPool pool, Schema schema, IEnumerable<RecordBatch> batches, ParquetOptions options)
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".parquet");
        new ParquetSink(pool).Write(path, schema, batches, options);
        string hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        File.Delete(path);
        return hash;
    }

    private static IEnumerable<RecordBatch> Cut(RecordBatch rows, int size)
    {
        for (int start = 0; start < rows.Length; start += size)
            yield return rows.Slice(start, Math.Min(size, rows.Length - start));
    }
}
