using System.Diagnostics;

namespace Tauric.Tidy.Tests;

/// <summary>What the build says when it cannot restore the native libraries. Nothing is restored here.</summary>
public sealed class NativeRestoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tauric-restore-").FullName;

    public NativeRestoreTests()
    {
        File.WriteAllText(Path.Combine(_folder, "package-lock.json"), "{}");
        if (OperatingSystem.IsWindows())
            Assert.Skip("the PATH without npm is made of a symbolic link to /bin/sh");
        File.CreateSymbolicLink(Path.Combine(_folder, "sh"), "/bin/sh");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_npm_the_build_says_once_what_why_and_the_way_around()
    {
        (int exit, string output) = Restore(givenFolder: "");
        Assert.Equal(1, exit);
        string error = Assert.Single(output.Split('\n'), line => line.Contains("error", StringComparison.Ordinal));
        Assert.Contains("npm is not on the PATH", error, StringComparison.Ordinal);
        Assert.Contains("Install Node.js 20", error, StringComparison.Ordinal);
        Assert.Contains("TAURIC_NATIVE_DIR", error, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_given_folder_nothing_is_restored_and_npm_is_not_missed() =>
        Assert.Equal((0, ""), Restore(givenFolder: _folder));

    private (int Exit, string Output) Restore(string givenFolder)
    {
        string project = Repository.FullPath("build/Npm.targets");
        ProcessStartInfo start = new(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["msbuild", project, "-t:RestoreNpm", $"-p:NpmFolder={_folder}/", "-nologo", "-v:q", "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = _folder, ["TAURIC_NATIVE_DIR"] = givenFolder },
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim());
    }
}
