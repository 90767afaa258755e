using System.Text;
using System.Text.Json;
using Tauric.Adapters.Sources;
using Tauric.Adapters.Sources.Wrds;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Sources.Wrds;

/// <summary>Against a real server with the views of WRDS.</summary>
public sealed class WrdsPrefetchTests : IDisposable
{
    private static readonly WrdsQuarter s_first = new("2023Q1", new DateOnly(2023, 1, 1), new DateOnly(2023, 3, 31));
    private static readonly WrdsQuarter s_second = new("2023Q2", new DateOnly(2023, 4, 1), new DateOnly(2023, 6, 30));

    private readonly TempFolder _folder = new();
    private readonly PostgresServer _server = PostgresFixture.StartOrSkip();

    public WrdsPrefetchTests() => _server.Execute(File.ReadAllText(Path.Combine(
        AppContext.BaseDirectory, "Sources", "Wrds", "wrds.sql")));

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Payloads_hold_the_calls_of_the_quarter_and_the_turns_of_their_latest_versions()
    {
        WrdsReport report = await Fetch();
        Assert.Equal((3, 3), (report.Chunks, report.Fetched));
        string[] keys = [.. new PayloadFolder(_folder.Path).List().Select(p => p.Key[..p.Key.LastIndexOf('/')])];
        Assert.Contains("ciqtranscriptcomponent/2023Q1-01", keys);
        Assert.Equal(12, keys.Length);

        string[] details = Lines("wrds_transcript_detail/2023Q1-00");
        Assert.StartsWith("companyid,companyname,transcriptid,keydevid,", details[0], StringComparison.Ordinal);
        Assert.Equal(3, details.Length - 1);   // Two versions of one call, and the other firm's; no other event.
        string turns = string.Join('\n', Lines("ciqtranscriptcomponent/2023Q1-00"));
        Assert.Contains("102,0,Executives,Ann,\"Growth was strong, \"\"very\"\" strong.", turns,
            StringComparison.Ordinal);
        Assert.DoesNotContain("\n101,", turns, StringComparison.Ordinal);
        Assert.Contains("1,001690,1980-12-12,", Lines("wrds_gvkey/2023Q1-00"));
        Assert.Contains("001690,P,01,LU,14593,7,1,1980-12-12,,", Lines("ccmxpf_linktable/2023Q1-00"));
    }

    [Fact]
    public async Task The_manifest_names_every_file_with_the_hash_of_its_bytes()
    {
        await Fetch();
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(_folder["manifest.json"]));
        JsonElement[] files = [.. manifest.RootElement.GetProperty("files").EnumerateArray()];
        Assert.Equal(12, files.Length);
        Assert.All(files, file => Assert.Equal(
            WrdsCheckpoint.HashOf(_folder.Path, file.GetProperty("key").GetString()!),
            file.GetProperty("sha256").GetString()));
    }

    [Fact]
    public async Task What_is_there_is_not_fetched_again_and_what_is_damaged_is()
    {
        await Fetch();
        SortedDictionary<string, string> before = Files();
        Assert.Equal(0, (await Fetch(day: 2)).Fetched);
        Assert.Equal(before, Files());
        string damaged = Directory.GetFiles(_folder["raw/wrds_gvkey/2023Q1-01"]).Single();
        File.AppendAllText(damaged, "x");
        Assert.Equal(1, (await Fetch(day: 3)).Fetched);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Another_format_is_fetched_anew_in_the_place_of_the_first_and_has_the_same_rows()
    {
        await Fetch();
        string[] keys = Keys();
        string[] texts = [.. keys.Select(key => File.ReadAllText(_folder["raw/" + key]))];
        Assert.Equal(3, (await Fetch(format: "parquet")).Fetched);
        Assert.Equal(keys.Select(key => Path.ChangeExtension(key, "parquet")), Keys());
        Assert.Equal(texts, Keys().Select(key => Encoding.UTF8.GetString(new ParquetTables().AsCsv(
            File.ReadAllBytes(_folder["raw/" + key]), 1 << 20, key))));
        Assert.Equal(0, (await Fetch(format: "parquet")).Fetched);
        string[] Keys() => [.. new PayloadFolder(_folder.Path).List().Select(payload => payload.Key)];
    }

    [Fact]
    public async Task A_server_that_dies_in_between_costs_the_chunk_at_most()
    {
        var told = new List<string>();
        ResourceException away = await Assert.ThrowsAsync<ResourceException>(() => Fetch(attempts: 2, told: line =>
        {
            told.Add(line);
            if (told.Count == 1) _server.Stop();
        }));
        Assert.Contains("run it again", away.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", away + string.Concat(told), StringComparison.Ordinal);
        _server.Resume();
        Assert.Equal((3, 2), await Fetch(day: 2) is var rest ? (rest.Chunks, rest.Fetched) : default);
        SortedDictionary<string, string> resumed = Files();
        Directory.Delete(_folder.Path, recursive: true);
        await Fetch();
        Assert.Equal(Files(), resumed);
    }

    [Fact]
    public async Task A_server_that_comes_back_is_waited_for()
    {
        var told = new List<string>();
        WrdsReport report = await Fetch(attempts: 8, told: line =>
        {
            told.Add(line);
            if (told.Count == 1) _server.Stop();
            if (told.Count == 2) _server.Resume();
        });
        Assert.Equal(3, report.Fetched);
        Assert.Contains(told, line => line.Contains("trying again", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DROP TABLE crsp.ccmxpf_linktable", typeof(PlanException), "ccmxpf_linktable")]
    [InlineData("ALTER TABLE ciq.wrds_gvkey DROP COLUMN startdate", typeof(PlanException), "startdate")]
    [InlineData("ALTER USER corpus PASSWORD 'changed'", typeof(ResourceException), "user name and password")]
    public async Task What_the_server_refuses_is_told_with_the_way_out(string change, Type kind, string what)
    {
        _server.Execute(change);
        Npgsql.NpgsqlConnection.ClearAllPools();
        Exception refused = (await Record.ExceptionAsync(() => Fetch()))!;
        Assert.IsType(kind, refused);
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_none_is_refused_without_being_shown()
    {
        var refused = await Assert.ThrowsAsync<PlanException>(() =>
            Fetch(connection: "Password=example-hunter2;Nonsense=1"));
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quarters_without_calls_are_said()
    {
        var none = new WrdsQuarter("1999Q1", new DateOnly(1999, 1, 1), new DateOnly(1999, 3, 31));
        Assert.Equal(["1999Q1"], (await Fetch(quarters: [none])).WithoutFirms);
    }

    private Task<WrdsReport> Fetch(int day = 1, int attempts = 1, Action<string>? told = null,
        string? connection = null, WrdsQuarter[]? quarters = null, string format = "csv") =>
        new WrdsPrefetch(new WrdsRequest(connection ?? _server.Connection, _folder.Path, quarters ?? [s_first,
            s_second])
        {
            ChunkFirms = 2,
            Format = format,
            Attempts = attempts,
        }, new FixedClock(new DateTimeOffset(2024, 1, day, 0, 0, 0, TimeSpan.Zero)))
            .RunAsync(told ?? (_ => { }), TestContext.Current.CancellationToken);

    private string[] Lines(string folder) =>
        File.ReadAllLines(Directory.GetFiles(_folder["raw/" + folder]).Single());

    private SortedDictionary<string, string> Files() => new(
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(_folder.Path, f), File.ReadAllText), StringComparer.Ordinal);

    /// <summary>Shows one time and passes as it really does.</summary>
    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
