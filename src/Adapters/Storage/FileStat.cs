using System.Runtime.InteropServices;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Native.Posix;

namespace Tauric.Adapters.Storage;

/// <summary>Length and tag of a regular file, in one system call where there is one.</summary>
internal static class FileStat
{
    private const int ShortPathBytes = 512;

    /// <summary>Null when there is no such file; a folder or a link is none.</summary>
    /// <exception cref="ResourceException">The file system refuses to say.</exception>
    public static ObjectStat? Of(string path) => OperatingSystem.IsLinux() ? OfLinux(path) : OfAny(path);

    /// <summary>The same on Linux of names that are UTF-8 already.</summary>
    public static ObjectStat? Below(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> key)
    {
        int length = folder.Length + 1 + key.Length;
        Span<byte> path = length < ShortPathBytes ? stackalloc byte[ShortPathBytes] : new byte[length + 1];
        folder.CopyTo(path);
        path[folder.Length] = (byte)'/';
        key.CopyTo(path[(folder.Length + 1)..]);
        path[length] = 0;
        return OfLinux(path[..length]);
    }

    private static ObjectStat? OfLinux(string path)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(path) + 1];
        Encoding.UTF8.GetBytes(path, bytes);
        return OfLinux(bytes.AsSpan(..^1));
    }

    /// <param name="path">UTF-8; a zero lies behind it.</param>
    /// <remarks>The file number tells apart two rewrites within one tick of the file system's clock.</remarks>
    private static ObjectStat? OfLinux(ReadOnlySpan<byte> path)
    {
        const uint wanted = Posix.StatXType | Posix.StatXSize | Posix.StatXMtime | Posix.StatXInode;
        if (Posix.StatX(Posix.AtWorkingFolder, path, Posix.AtNoFollow, wanted, out StatX stat) == 0)
        {
            if ((stat.Mode & Posix.ModeTypeMask) != Posix.ModeRegular) return null;
            ulong modified = ((ulong)stat.MtimeSeconds * 1_000_000_000) + stat.MtimeNanoseconds;
            return new ObjectStat((long)stat.Size, new ObjectTag(modified, stat.Inode));
        }

        int errno = Marshal.GetLastPInvokeError();
        if (errno is Posix.NoEntry or Posix.NotDirectory) return null;
        throw DiskFault.Describe(new IOException(Marshal.GetPInvokeErrorMessage(errno), errno), "look at",
            Encoding.UTF8.GetString(path), 0);
    }

    private static ObjectStat? OfAny(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.LinkTarget is null
            ? new ObjectStat(file.Length, new ObjectTag((ulong)file.LastWriteTimeUtc.Ticks, 1)) : null;
    }
}
