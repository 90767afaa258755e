using System.Diagnostics;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Full and read-only disks: small file systems in memory, where this process may mount them.</summary>
public sealed class DiskTests(SmallInput input)
{
    private readonly SortedDictionary<string, string> _clean = CorpusRoot.HashesOf(input.ProgramRoot);

    /// <summary>In whole pages, as a file system in memory counts.</summary>
    private long OutputBytes => _clean.Keys.Sum(
        key => (new FileInfo(Path.Combine(input.ProgramRoot, key)).Length + 4095) / 4096 * 4096);

    /// <summary>Tenths of what the outputs alone need, so that the catalog never fits beside all of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    public void A_full_disk_is_told_and_with_more_space_the_run_resumes_to_the_same_bytes(int tenths)
    {
        using MountedFolder disk = new(OutputBytes * tenths / 10);
        Outcome full = Run(disk.Path).Expect(CommandLine.Resource);
        Assert.StartsWith("error: ", full.Error);
        Assert.Matches("(?i)disk full.* free space or choose another --root", full.Error);
        disk.Remount($"size={OutputBytes * 4}");
        Run(disk.Path).Expect(CommandLine.Done);
        Assert.Equal(_clean, CorpusRoot.HashesOf(disk.Path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(disk.Path, ".staging")));
        Verified(disk.Path);
    }

    [Fact]
    public void A_read_only_data_root_is_told_and_stays_as_it_is()
    {
        using MountedFolder disk = new(OutputBytes * 4);
        disk.Remount("ro");
        Assert.Matches("(?i)read-only", Run(disk.Path).Expect(CommandLine.Resource).Error);
        disk.Remount("rw");
        Run(disk.Path).Expect(CommandLine.Done);
        disk.Remount("ro");
        Assert.Matches("(?i)read-only", Run(disk.Path).Expect(CommandLine.Resource).Error);
        disk.Remount("rw");
        Assert.Equal(_clean, CorpusRoot.HashesOf(disk.Path));
        Verified(disk.Path);
    }

    private Outcome Run(string root) => TauricProcess.Run(root,
        ["run", "corpus", "--root", root, "--input", input.Folder, "--quiet"], CorpusRoot.Variables);

    private static void Verified(string root) =>
        TauricProcess.Run(root, ["verify", "--root", root]).Expect(CommandLine.Done);

    /// <summary>A file system of its own. Skips the test where mounting is not allowed.</summary>
    private sealed class MountedFolder : IDisposable
    {
        private readonly ScratchFolder _scratch = new();
        private readonly bool _mounted;

        public MountedFolder(long bytes)
        {
            string? refused = OperatingSystem.IsLinux()
                ? Call("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", _scratch.Path) : "this is not Linux";
            _mounted = refused is null;
            if (_mounted) return;
            _scratch.Dispose();
            Assert.Skip($"mounting a small disk is not possible here: {refused}");
        }

        public string Path => _scratch.Path;

        public void Remount(string option) => Assert.Null(Call("mount", "-o", "remount," + option, Path));

        public void Dispose()
        {
            if (_mounted) Call("umount", "-l", Path);
            _scratch.Dispose();
        }

        /// <returns>Null, or why it failed.</returns>
        private static string? Call(string program, params string[] args)
        {
            var start = new ProcessStartInfo(program, args) { RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
    }
}
