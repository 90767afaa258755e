using System.Text;
using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Sources;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Sources;

public sealed class ParquetTablesTests : IDisposable
{
    private const long BytesMax = 1 << 20;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("7::BIGINT AS a, 7.0::DOUBLE AS b, 7.50::DECIMAL(9, 2) AS c, true AS d", "7,7.0,7.50,true")]
    [InlineData("DATE '2023-02-15' AS a, TIMESTAMP '2023-02-15' AS b, TIMESTAMPTZ '2023-02-15 01:00:00+01' AS c, "
        + "TIME '09:30:00' AS d", "2023-02-15,2023-02-15 00:00:00,2023-02-15 00:00:00,09:30:00")]
    [InlineData("'He said \"no\", twice' AS a, encode('Zürich') AS b, NULL AS c, '' AS d",
        "\"He said \"\"no\"\", twice\",Zürich,,\"\"")]
    [InlineData("1 AS a, [1.5, 2] AS list, {'x': 1} AS struct, 2 AS b, 3 AS c, MAP {'k': 1} AS map, 4 AS d", "1,2,3,4")]
    public void Values_are_text_as_SQL_casts_them_and_nested_columns_are_left_out(string columns, string line) =>
        Assert.Equal($"a,b,c,d\n{line}\n", Text(Parquet($"SELECT {columns}")));

    [Fact]
    public void Rows_keep_their_order_and_names_whatever_they_hold()
    {
        string text = Text(Parquet("SELECT n AS \"a \"\"b\"\", c\" FROM range(9000) t(n)"));
        Assert.Equal(["\"a \"\"b\"\", c\"", .. Enumerable.Range(0, 9000).Select(n => $"{n}")], text[..^1].Split('\n'));
    }

    [Fact]
    public void A_small_file_that_holds_too_much_is_refused_before_it_is_read()
    {
        byte[] bomb = Parquet("SELECT repeat('x', 1000000) AS text FROM range(3000)");
        Assert.InRange(bomb.Length, 1, BytesMax / 8);
        Assert.Contains("'where' holds 2861 MB of text, at most 1",
            Assert.Throws<DataException>(() => Text(bomb)).Message);
    }

    [Fact]
    public void A_table_without_a_plain_column_is_refused() => Assert.Contains("no column of plain values",
        Assert.Throws<DataException>(() => Text(Parquet("SELECT [1] AS list"))).Message);

    [Fact]
    public void Damaged_and_cut_files_are_read_or_refused_by_their_own_name()
    {
        byte[] whole = Parquet("SELECT n, 'turn ' || n AS text, DATE '2023-01-01' + n::INT AS d FROM range(500) t(n)");
        CounterRandom random = CounterRandom.For(1, "parquet");
        for (int i = 0; i < Torture.Or(20_000, 300); i++)
        {
            byte[] damaged = [.. whole];
            int at = random.NextInt(whole.Length);
            if (i % 3 == 0) damaged = damaged[..at];
            else damaged[at] ^= (byte)(1 + random.NextInt(255));
            try
            {
                Text(damaged);
            }
            catch (DataException e)
            {
                Assert.DoesNotContain(Path.GetTempPath(), e.Message, StringComparison.Ordinal);
            }
        }

        Assert.Throws<DataException>(() => Text(whole[..^1]));
    }

    private static string Text(byte[] parquet) =>
        Encoding.UTF8.GetString(new ParquetTables().AsCsv(parquet, BytesMax, "where"));

    private byte[] Parquet(string sql)
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        connection.Execute($"COPY ({sql}) TO {DuckConnection.Literal(_folder["t.parquet"])} (FORMAT parquet)");
        return File.ReadAllBytes(_folder["t.parquet"]);
    }
}
