using System.Diagnostics;
using System.Text;

namespace Tauric.Tidy.Tests;

/// <summary>The files git tracks, read once, as paths relative to the root with '/' between folders.</summary>
public static class Repository
{
    private static readonly string[] BinaryExtensions = [".parquet", ".arrow", ".gz", ".zst", ".png", ".gguf", ".bin"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Files { get; } = TrackedFiles();

    public static IEnumerable<string> CSharp => Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<string> Text =>
        Files.Where(path => !BinaryExtensions.Contains(Path.GetExtension(path), StringComparer.Ordinal));

    public static string FullPath(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(FullPath(path));

    /// <summary>Lines with their numbers, counted from 1.</summary>
    public static IEnumerable<(int Number, string Text)> Lines(string path) =>
        File.ReadLines(FullPath(path)).Select((line, index) => (index + 1, line));

    /// <summary>Fails with every finding on a line of its own ("file:line: what is wrong"), then what to do.</summary>
    public static void MustBeEmpty(IEnumerable<string> findings, string whatToDo)
    {
        List<string> all = [.. findings];
        if (all.Count > 0)
            Assert.Fail($"{all.Count} finding(s):\n  {string.Join("\n  ", all)}\nWhat to do: {whatToDo}");
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Engine.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("No Engine.sln above " + AppContext.BaseDirectory);
    }

    private static string[] TrackedFiles()
    {
        ProcessStartInfo git = new("git", ["-C", Root, "-c", "safe.directory=*", "ls-files", "-z"])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(git)!;
        string[] files = process.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"git ls-files failed in {Root}: these tests read a git checkout.");
        return [.. files.Where(path => File.Exists(Path.Combine(Root, path))).Order(StringComparer.Ordinal)];
    }
}
