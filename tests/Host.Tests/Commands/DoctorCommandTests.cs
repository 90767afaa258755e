namespace Tauric.Host.Tests.Commands;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task Doctor_names_what_it_found_and_exits_with_5_when_something_is_missing()
    {
        using var captured = new CapturedTerminal();
        int code = await captured.Run("doctor", "--root", "not/there/yet");
        string[] found =
            ["tauric", "dotnet", "DuckDB", "writer", "processor", "memory", "device", "data root", "writing"];
        foreach (string what in found) Assert.Contains(what, captured.Out);
        Assert.Equal(captured.Out.Contains("MISSING", StringComparison.Ordinal) ? 5 : 0, code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(captured.Folder));
    }
}
