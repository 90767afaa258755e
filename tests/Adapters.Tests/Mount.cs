using System.Diagnostics;

namespace Tauric.Adapters.Tests;

/// <summary>A small file system in memory at a folder, for tests of a full or read-only disk. Skips where that is not
/// allowed.</summary>
public sealed class Mount : IDisposable
{
    private readonly string _folder;

    public Mount(string folder, string size)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Small file systems are mounted on Linux only.");
        _folder = folder;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=" + size, "none", folder) == 0,
            "Mounting needs root.");
    }

    public void MakeReadOnly() =>
        Assert.SkipUnless(Run("mount", "-o", "remount,ro", _folder) == 0, "Remounting needs root.");

    public void Dispose() => Run("umount", _folder);

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true
        })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
