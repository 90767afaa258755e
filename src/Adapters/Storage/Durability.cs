using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tauric.Native.Posix;

namespace Tauric.Adapters.Storage;

/// <summary>
/// Makes files and folders survive a power cut, at the cost of the group: one call for the file system when there are
/// many, one a file when there are few (another program's dirty pages would then cost more than ours).
/// </summary>
internal static class Durability
{
    private const int FewFiles = 8;

    public static void SyncFiles(string root, IReadOnlyList<string> paths)
    {
        if (OperatingSystem.IsLinux() && paths.Count > FewFiles)
        {
            SyncFileSystem(root);
            return;
        }

        foreach (string path in paths)
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            RandomAccess.FlushToDisk(file);
        }
    }

    /// <summary>Only Linux has durable folders to ask for; elsewhere the file system's journal orders
    /// renames.</summary>
    public static void SyncFolders(string root, IReadOnlyCollection<string> folders)
    {
        if (!OperatingSystem.IsLinux()) return;
        if (folders.Count > FewFiles)
        {
            SyncFileSystem(root);
            return;
        }

        foreach (string folder in folders)
        {
            using SafeFileHandle handle = OpenFolder(folder);
            Check(Posix.FSync(handle), folder);
        }
    }

    private static void SyncFileSystem(string root)
    {
        using SafeFileHandle handle = OpenFolder(root);
        Check(Posix.SyncFs(handle), root);
    }

    private static SafeFileHandle OpenFolder(string path)
    {
        SafeFileHandle handle = Posix.Open(path, Posix.OpenReadOnly | Posix.OpenCloseOnExec);
        Check(handle.IsInvalid ? -1 : 0, path);
        return handle;
    }

    private static void Check(int result, string path)
    {
        int errno = Marshal.GetLastPInvokeError();
        if (result != 0) throw new IOException($"{Marshal.GetPInvokeErrorMessage(errno)}: {path}", errno);
    }
}
