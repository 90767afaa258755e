using System.Globalization;
using Npgsql;
using Tauric.Adapters.Tests;
using Tauric.Host.Sample.Transcripts;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Calls as a user gets them from WRDS, which is a real server here.</summary>
public sealed class PrefetchTests : IDisposable
{
    private const string Quarters = "2023Q1..2023Q2";
    private readonly ScratchFolder _folder = new();
    private readonly PostgresServer _server = PostgresFixture.StartOrSkip();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_prefetched_runs_without_the_server_to_the_topics_of_a_run_with_it_and_of_files()
    {
        string files = _folder.Below("files"), fetched = _folder.Below("fetched");
        TranscriptGenerator.Write(files, TranscriptOptions.Cut() with
        {
            Topics = 4,
            SentencesPerTopic = 12,
            ChunkFirms = 50,
        });
        Fill(files);
        (string, string)[] wrds = [("WRDS_URL", _server.Connection)];
        await Run(wrds, "prefetch", "--quarters", Quarters, "--out", fetched);
        await Run([.. wrds, ("DATA_SOURCE", "wrds")], "run", "topics", "--quarters", Quarters, "--root",
            _folder.Below("online"));
        string columns = _folder.Below("columns");
        await Run(wrds, "prefetch", "--quarters", Quarters, "--out", columns, "--format", "parquet");
        _server.Stop();
        await Run([], "run", "topics", "--quarters", Quarters, "--input", fetched, "--root", _folder.Below("offline"));
        await Run([], "run", "topics", "--quarters", Quarters, "--input", columns, "--root", _folder.Below("columnar"));
        await Run([], "run", "topics", "--quarters", Quarters, "--input", files, "--root", _folder.Below("own"));
        SortedDictionary<string, string> offline = Processed("offline");
        Assert.True(offline.Count > 12, $"{offline.Count} objects");
        Assert.Equal(offline, Processed("online"));
        Assert.Equal(offline, Processed("own"));
        Assert.Equal(offline, Processed("columnar"));
        Assert.All(Directory.EnumerateFiles(columns + "/raw", "*", SearchOption.AllDirectories),
            file => Assert.EndsWith(".parquet", file, StringComparison.Ordinal));
    }

    private static async Task Run((string, string)[] variables, params string[] args)
    {
        using var captured = new CapturedTerminal(variables);
        int code = await captured.Run(args);
        Assert.True(code == CommandLine.Done, captured.Error);
        Assert.DoesNotContain("hunter2", captured.Out + captured.Error, StringComparison.Ordinal);
    }

    private SortedDictionary<string, string> Processed(string root)
    {
        SortedDictionary<string, string> hashes = CorpusRoot.HashesOf(_folder.Below(root));
        foreach (string key in hashes.Keys.Where(key => !key.StartsWith("processed/", StringComparison.Ordinal)
            || !key.EndsWith(".parquet", StringComparison.Ordinal)).ToArray()) hashes.Remove(key);
        return hashes;
    }

    /// <summary>The tables of WRDS from files in the shape of its views; a turn's file is of two tables.</summary>
    private void Fill(string files)
    {
        _server.Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wrds.sql")));
        _server.Execute("""
            TRUNCATE ciq.wrds_transcript_detail, ciq.ciqtranscriptcomponent, ciq.wrds_transcript_person, ciq.wrds_gvkey,
                crsp.ccmxpf_linktable;
            CREATE TABLE turn (transcriptid numeric, transcriptcomponentid numeric, componentorder numeric,
                transcriptpersonname text, speakertypename text, componenttext text)
            """);
        Copy(files, "wrds_transcript_detail", "ciq.wrds_transcript_detail");
        Copy(files, "ciqtranscriptcomponent", "turn");
        Copy(files, "wrds_gvkey", "ciq.wrds_gvkey");
        _server.Execute("ALTER TABLE crsp.ccmxpf_linktable ALTER linkenddt TYPE text");
        Copy(files, "ccmxpf_linktable", "crsp.ccmxpf_linktable");
        _server.Execute("""
            ALTER TABLE crsp.ccmxpf_linktable ALTER linkenddt TYPE date USING nullif(linkenddt, 'E')::date;
            INSERT INTO ciq.ciqtranscriptcomponent (transcriptid, transcriptcomponentid, componentorder, componenttext)
                SELECT transcriptid, transcriptcomponentid, componentorder, componenttext FROM turn;
            INSERT INTO ciq.wrds_transcript_person (transcriptid, transcriptcomponentid, transcriptpersonname,
                speakertypename) SELECT transcriptid, transcriptcomponentid, transcriptpersonname, speakertypename
                FROM turn
            """);
    }

    private void Copy(string files, string source, string table)
    {
        using var connection = new NpgsqlConnection(_server.Connection);
        connection.Open();
        foreach (string file in Directory.EnumerateFiles(
            Path.Combine(files, "raw", source), "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string text = File.ReadAllText(file), columns = text[..text.IndexOf('\n', StringComparison.Ordinal)];
            using TextWriter rows = connection.BeginTextImport(string.Create(CultureInfo.InvariantCulture,
                $"COPY {table} ({columns}) FROM STDIN (FORMAT csv, HEADER)"));
            rows.Write(text);
        }
    }
}
