using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Native.Posix;

namespace Tauric.Adapters.Storage;

/// <summary>Length and tag of a regular file, in one system call where there is one.</summary>
internal static class FileStat
{
    /// <summary>Null when there is no such file; a folder or a link is none.</summary>
    /// <exception cref="ResourceException">The file system refuses to say.</exception>
    public static ObjectStat? Of(string path) => OperatingSystem.IsLinux() ? OfLinux(path) : OfAny(path);

    /// <remarks>The file number tells apart two rewrites within one tick of the file system's clock.</remarks>
    private static ObjectStat? OfLinux(string path)
    {
        const uint wanted = Posix.StatXType | Posix.StatXSize | Posix.StatXMtime | Posix.StatXInode;
        if (Posix.StatX(Posix.AtWorkingFolder, path, Posix.AtNoFollow, wanted, out StatX stat) == 0)
        {
            if ((stat.Mode & Posix.ModeTypeMask) != Posix.ModeRegular) return null;
            ulong modified = ((ulong)stat.MtimeSeconds * 1_000_000_000) + stat.MtimeNanoseconds;
            return new ObjectStat((long)stat.Size, new UInt128(modified, stat.Inode));
        }

        int errno = Marshal.GetLastPInvokeError();
        if (errno is Posix.NoEntry or Posix.NotDirectory) return null;
        throw DiskFault.Describe(new IOException(Marshal.GetPInvokeErrorMessage(errno), errno), "look at", path, 0);
    }

    private static ObjectStat? OfAny(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.LinkTarget is null
            ? new ObjectStat(file.Length, new UInt128((ulong)file.LastWriteTimeUtc.Ticks, 1)) : null;
    }
}
