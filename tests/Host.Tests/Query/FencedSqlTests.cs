using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Host.Query;

namespace Tauric.Host.Tests.Query;

public sealed class FencedSqlTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tauric-query-");
    private readonly string _catalog;
    private readonly string _exports;
    private readonly string _secret;

    public FencedSqlTests()
    {
        _catalog = Path.Combine(_root.FullName, "it's a catalog.duckdb");
        _exports = _root.CreateSubdirectory("exports").FullName;
        string answers = _root.CreateSubdirectory("model_answers").CreateSubdirectory("m").FullName;
        _secret = Path.Combine(_root.FullName, "secret.csv");
        File.WriteAllText(_secret, "a\nhunter2\n");
        string quoted = _catalog.Replace("'", "''", StringComparison.Ordinal);
        using ISqlSession session = SqlSession.Open(made =>
        {
            Execute(made, $"ATTACH '{quoted}' AS made");
            Execute(made, "CREATE TABLE made.pipeline_run AS SELECT 'r1' AS run_id, [1, 2] AS counts");
            Execute(made, $"COPY (SELECT 'AAPL' AS ticker, n AS id FROM range(3) t(n)) TO '{_exports}/a.parquet'");
            Execute(made, $"COPY (SELECT 'hi' AS answer, 'x' AS row_check) TO '{answers}/a.parquet'");
            string objects = Convert.ToHexString(ObjectList.Of([
                new ObjectRecord("exports/a.parquet", 1, default), new ObjectRecord("rejected/a.jsonl", 1, default),
            ]).Encoded);
            Execute(made, $"CREATE TABLE made.partition AS SELECT 'export' AS dataset, 'k' AS key, 3 AS rows, "
                + $"from_hex('{objects}') AS objects UNION ALL SELECT 'empty', 'k', 0, from_hex('{objects}')");
            Execute(made, "DETACH made");
        });
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("SELECT run_id, counts FROM pipeline_run", "r1|[1, 2]")]
    [InlineData("SELECT count(*), min(ticker), null FROM samples; ", "3|AAPL|")]
    [InlineData("SELECT id FROM samples ORDER BY id DESC -- last first", "2\n1\n0")]
    [InlineData("SELECT * FROM model_answer", "hi")]
    [InlineData("SHOW TABLES", "export\nmodel_answer\npartition\npipeline_run\nsamples")]
    public void Tables_and_samples_can_be_asked(string sql, string rows)
    {
        using FencedSql fenced = Fenced();
        Assert.Equal(rows, Texts(fenced, sql));
    }

    [Fact]
    public void Rows_become_JSON_with_their_types()
    {
        using FencedSql fenced = Fenced();
        Assert.Equal(["""{"run_id":"r1","counts":[1,2]}"""], fenced.JsonRows("SELECT * FROM pipeline_run"));
    }

    [Theory]
    [InlineData("SELECT * FROM read_csv('{0}')")]
    [InlineData("COPY samples TO '{1}/b.parquet'")]
    [InlineData("SELECT 1) ; COPY samples TO '{1}/b.parquet'; SELECT * FROM (SELECT 1")]
    [InlineData("SELECT 1)) TO '{1}/b.parquet' (FORMAT parquet) --")]
    [InlineData("DELETE FROM catalog.pipeline_run")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("ATTACH '{1}/new.duckdb'")]
    [InlineData("SELECT nonsense FROM samples")]
    public void Nothing_else_can_be_read_written_or_changed(string attack)
    {
        string sql =
            attack.Replace("{0}", _secret, StringComparison.Ordinal).Replace("{1}", _exports, StringComparison.Ordinal);
        string output = Path.Combine(_root.FullName, "out.parquet");
        using FencedSql fenced = Fenced(output);
        Assert.Throws<UsageException>(() => Texts(fenced, sql));
        Assert.Throws<UsageException>(() => fenced.JsonRows(sql).ToList());
        Assert.Throws<UsageException>(() => fenced.WriteParquet(sql));
        Assert.False(File.Exists(output));
        Assert.Equal(["a.parquet"], Directory.EnumerateFiles(_exports).Select(Path.GetFileName));
        Assert.Equal("r1", Texts(fenced, "SELECT run_id FROM pipeline_run"));
    }

    [Fact]
    public void Parquet_goes_to_the_file_that_was_named()
    {
        string output = Path.Combine(_root.FullName, "out.parquet");
        using (FencedSql fenced = Fenced(output)) fenced.WriteParquet("SELECT * FROM samples");
        Assert.Equal("PAR1"u8, File.ReadAllBytes(output).AsSpan(0, 4));
    }

    private FencedSql Fenced(string? output = null) => FencedSql.Open(
        session => FencedSql.Attach(session, _catalog),
        new ObjectFiles(new LocalStore(_root.FullName), _root.FullName, isCopied: false), output);

    private static string Texts(FencedSql fenced, string sql)
    {
        var rows = new List<string>();
        foreach (RecordBatch batch in fenced.Texts(sql))
            using (batch)
                for (int row = 0; row < batch.Length; row++)
                {
                    int r = row;
                    rows.Add(string.Join('|', batch.Columns.Select(c => c.Text(r))));
                }

        return string.Join('\n', rows);
    }

    private static void Execute(ISqlSession session, string sql)
    {
        foreach (RecordBatch batch in session.Query(sql)) batch.Dispose();
    }
}
