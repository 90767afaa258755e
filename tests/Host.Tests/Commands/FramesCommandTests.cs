using System.Text;

namespace Tauric.Host.Tests.Commands;

public sealed class FramesCommandTests : IDisposable
{
    private const string Bars = """
        event_time,close,volume
        2025-03-13T14:30:00Z,187.44,1000
        2025-03-13T14:31:00Z,187.5,1200
        2025-03-14T14:30:00Z,188,900

        """;

    private readonly CapturedTerminal _captured = new();

    public void Dispose() => _captured.Dispose();

    [Fact]
    public async Task A_frame_is_put_read_cut_named_and_pruned()
    {
        _captured.Write("bars.csv", Bars);
        _captured.Write("more.csv", "event_time,close,volume\n2025-03-17T14:30:00Z,189,50\n");
        Assert.Equal("version 1: 3 rows", await Run("put", "prices/1min/AAPL", "bars.csv"));
        Assert.Equal("version 2: 1 rows", await Run("put", "prices/1min/AAPL", "more.csv", "--mode", "append"));
        Assert.Equal("", await Run("snapshot", "before-the-cut"));
        Assert.Equal("version 3",
            await Run("delete", "prices_1min/AAPL", "--from", "2025-03-14", "--to", "2025-03-14"));
        Assert.Equal("close\n187.44\n187.5\n189",
            await Run("get", "prices/1min/AAPL", "--columns", "close", "--format", "csv"));
        Assert.Equal("close\n188", await Run("get", "prices/1min/AAPL", "--columns", "close", "--format", "csv",
            "--from", "2025-03-14", "--to", "2025-03-14T23:00Z", "--as-of", "before-the-cut"));
        Assert.Equal("3 rows", (await Run("get", "prices/1min/AAPL", "--as-of", "1")).Split('\n')[^1]);
        Assert.Matches("""(?s)1 +\S+Z +bars.csv.*2 +\S+Z +more.csv.*3 +\S+Z +delete""",
            await Run("versions", "prices/1min/AAPL"));
        Assert.Contains("freed", await Run("prune", "--keep", "3"));
        Assert.Equal("4 rows", (await Run("get", "prices/1min/AAPL", "--as-of", "before-the-cut")).Split('\n')[^1]);
        Assert.Matches("2 +\\S+Z +before-the-cut", await Run("snapshot"));
        Assert.Equal("", await Run("snapshot", "before-the-cut", "--forget"));
    }

    [Theory]
    [InlineData("parquet")]
    [InlineData("arrow")]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task What_get_writes_put_reads(string format)
    {
        _captured.Write("bars.csv", Bars);
        await Run("put", "prices/1min/AAPL", "bars.csv");
        string file = "rows." + format;
        await Run("get", "prices/1min/AAPL", "--format", format, "--out", file);
        await Run("put", "prices/1min/COPY", file);
        Assert.Equal(await Run("get", "prices/1min/AAPL"), await Run("get", "prices/1min/COPY"));
    }

    [Fact]
    public async Task Frames_are_found_by_pattern_and_metadata()
    {
        _captured.Write("bars.csv", Bars);
        _captured.Write("story.csv", "event_time,story_quality_score\n2025-03-13T14:30:00Z,0.9\n");
        await Run("put", "prices/1min/AAPL", "bars.csv");
        await Run("put", "stories/assembled/AAPL", "story.csv");
        Assert.Matches("(?s)assembled_stories/AAPL +1 .*prices_1min/AAPL +3 .*2 rows", await Run("list"));
        Assert.EndsWith("1 row", await Run("list", "prices/1min/*"));
        string found = await Run("list", "--where", "story_quality_score >= 0.7", "--format", "csv");
        Assert.StartsWith("assembled_stories/AAPL,1,2,", found.Split('\n')[1], StringComparison.Ordinal);
        using var asked = new CapturedTerminal();
        Assert.Equal(0, await asked.Run("query", "SELECT path, data_source FROM frame_metadata", "--root", Root));
        Assert.Contains("prices_1min/AAPL", asked.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get", "nowhere/X")]
    [InlineData("get", "prices/1min/AAPL", "--as-of", "9")]
    [InlineData("get", "prices/1min/AAPL", "--as-of", "")]
    [InlineData("get", "prices/1min/AAPL", "--as-of", "never named")]
    [InlineData("get", "prices/1min/AAPL", "--as-of", "1999-01-01")]
    [InlineData("get", "prices/1min/AAPL", "--columns", "nothing")]
    [InlineData("get", "prices/1min/AAPL", "--columns", "")]
    [InlineData("get", "prices/1min/AAPL", "--from", "yesterday")]
    [InlineData("get", "prices/1min/AAPL", "--from", "2025-03-14", "--to", "2025-03-13")]
    [InlineData("get", "prices/1min/AAPL", "--format", "parquet")]
    [InlineData("get", "prices/1min/AAPL", "--format", "xml")]
    [InlineData("get", "../../etc/passwd")]
    [InlineData("get", "AAPL")]
    [InlineData("get", "prices/*")]
    [InlineData("get", "prices//AAPL")]
    [InlineData("get", "prices/\u001b[31m/AAPL")]
    [InlineData("put", "prices/1min/AAPL", "missing.csv")]
    [InlineData("put", "prices/1min/AAPL", "bars.csv", "--mode", "upsert")]
    [InlineData("put", "prices/1min/AAPL", "bars.xls")]
    [InlineData("put", "prices/1min/AAPL", "empty.csv")]
    [InlineData("put", "prices", "bars.csv")]
    [InlineData("list", "--where", "quality >=")]
    [InlineData("list", "--where", "true) UNION SELECT * FROM frame --")]
    [InlineData("list", "--where", "path IN (SELECT content FROM read_text('/etc/passwd'))")]
    [InlineData("versions", "nowhere/X")]
    [InlineData("snapshot", "12")]
    [InlineData("snapshot", "2025-01-01")]
    [InlineData("snapshot", "taken")]
    [InlineData("snapshot", "x", "--as-of", "77")]
    [InlineData("snapshot", "--forget")]
    [InlineData("delete", "nowhere/X")]
    [InlineData("delete", "prices/1min/AAPL", "--from", "soon")]
    [InlineData("prune", "--keep", "99")]
    public async Task What_cannot_be_meant_is_told(params string[] args)
    {
        _captured.Write("bars.csv", Bars);
        _captured.Write("bars.xls", Bars);
        _captured.Write("empty.csv", "");
        await Run("put", "prices/1min/AAPL", "bars.csv");
        await Run("snapshot", "taken");
        using var told = new CapturedTerminal();
        string[] files = [.. args.Select(a => a.Contains('.') && File.Exists(Path.Combine(_captured.Folder, a))
            ? Path.Combine(_captured.Folder, a) : a)];
        int code = await told.Run(["frames", .. files, "--root", Root]);
        Assert.Equal((2, ""), (code, told.Out));
        Assert.StartsWith("error: ", told.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', told.Error);
    }

    [Fact]
    public async Task A_root_without_frames_says_how_to_make_one()
    {
        Assert.Equal(2, await _captured.Run("frames", "list", "--root", Root));
        Assert.Equal(2, await _captured.Run("frames", "versions", "prices/1min/AAPL", "--root", Root));
    }

    private string Root => Path.Combine(_captured.Folder, "root");

    private async Task<string> Run(params string[] args)
    {
        var before = new StringBuilder(_captured.Out);
        int code = await _captured.Run(["frames", .. args, "--root", Root]);
        Assert.Equal((0, ""), (code, _captured.Error));
        return _captured.Out[before.Length..].TrimEnd();
    }
}
