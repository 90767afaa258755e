using Tauric.Host.Sample.Transcripts;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Transcripts as Parquet files where the CSV files would lie.</summary>
public sealed class TranscriptParquetTests : IDisposable
{
    private const string Turns = "ciqtranscriptcomponent/2023Q1-00/", Versions = "wrds_transcript_detail/2023Q1-00/";

    private readonly ScratchFolder _files = new(), _columns = new();

    public TranscriptParquetTests()
    {
        TranscriptGenerator.Write(_files.Path, TranscriptOptions.Cut() with { Topics = 3, SentencesPerTopic = 12 });
        foreach (string file in Directory.EnumerateFiles(_files.Path, "*.csv", SearchOption.AllDirectories))
        {
            // Read for numbers, the leading zeros of a gvkey would be lost.
            string texts = File.ReadLines(file).First().Contains("gvkey", StringComparison.Ordinal)
                ? ", types = {'gvkey': 'VARCHAR'}" : "";
            Parquet(Path.ChangeExtension(Path.GetRelativePath(_files.Path, file), "parquet"),
                $"FROM read_csv('{file}'{texts})");
        }
    }

    public void Dispose()
    {
        _files.Dispose();
        _columns.Dispose();
    }

    [Fact]
    public void Columns_give_the_topics_of_the_CSV_they_were_made_from()
    {
        using TopicsRoot files = new(), columns = new();
        files.Run(_files.Path);
        columns.Run(_columns.Path);
        Assert.Equal(Topics(files), Topics(columns));
        Assert.NotEmpty(Topics(columns));
    }

    [Fact]
    public void A_hostile_table_is_refused_with_its_reason_and_costs_nothing_but_itself()
    {
        using TopicsRoot clean = new(), hostile = new();
        clean.Run(_columns.Path);
        const string turn = "SELECT 1 AS transcriptid, 0 AS componentorder, 'Analysts' AS speakertypename";
        byte[] whole = File.ReadAllBytes(_columns.Below("raw", Turns + "2023-04-10.parquet"));
        (string Key, string Reason)[] expected =
        [
            Raw(Turns + "2023-06-01", whole[..(whole.Length / 2)], "malformed-parquet"),
            Raw(Turns + "2023-06-02", whole[..^1], "malformed-parquet"),
            Raw(Turns + "2023-06-03", "transcriptid,componentorder\n1,0\n"u8.ToArray(), "malformed-parquet"),
            Raw(Turns + "2023-06-04", [], "empty-payload"),
            Table(Turns + "2023-06-05", turn, "missing-column"),
            Table(Turns + "2023-06-06", turn + ", ['a', 'b'] AS componenttext", "missing-column"),
            Table(Turns + "2023-06-07", turn.Replace("1 AS", "'x' AS") + ", 'a' AS componenttext", "not-whole"),
            Table(Turns + "2023-06-08", turn.Replace("0 AS", "NULL AS") + ", 'a' AS componenttext", "no-number"),
            Table(Turns + "2023-06-09", turn + ", repeat('x', 1000000) AS componenttext FROM range(200)",
                "malformed-parquet"),
            Table(Versions + "2023-06-01", "SELECT 1 AS companyid, 'N' AS companyname, 1 AS transcriptid, "
                + "1 AS keydevid, 1676419200000000000 AS mostimportantdateutc, "
                + "DATE '2023-02-16' AS transcriptcreationdate_utc", "malformed-date"),
        ];
        hostile.Run(_columns.Path);
        List<(string Where, string Reason)> rejects = HostileInputTests.Rejects(hostile.Folder);
        Assert.All(expected, table => Assert.Contains(rejects,
            reject => reject.Where.Split('#')[0] == table.Key && reject.Reason == table.Reason));
        Assert.Equal(Topics(clean), Topics(hostile));
    }

    /// <summary>Hashes of what no longer says which payload it came from.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Topics(TopicsRoot root) => root.Made().Where(made =>
        made.Key.StartsWith("processed/", StringComparison.Ordinal)
        || made.Key.StartsWith("sentiment-ready/", StringComparison.Ordinal));

    private (string, string) Raw(string payload, byte[] bytes, string reason)
    {
        _columns.Write($"raw/{payload}.parquet", bytes);
        return ($"{payload}.parquet", reason);
    }

    private (string, string) Table(string payload, string sql, string reason)
    {
        Parquet($"raw/{payload}.parquet", sql);
        return ($"{payload}.parquet", reason);
    }

    private void Parquet(string name, string sql)
    {
        string path = _columns.Below(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var session = Wiring.OpenSql(made =>
        {
            foreach (var batch in made.Query($"COPY ({sql}) TO '{path}' (FORMAT parquet)")) batch.Dispose();
        });
    }
}
