using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tauric.Native.Posix;

/// <summary>The few Linux calls that the base library does not offer. Each returns −1 and sets errno on
/// failure.</summary>
public static partial class Posix
{
    // errno
    public const int NoEntry = 2;
    public const int AccessDenied = 13;
    public const int NotDirectory = 20;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;
    public const int QuotaExceeded = 122;

    // O_*: flags of open
    public const int OpenReadOnly = 0;
    public const int OpenCloseOnExec = 0x80000;

    // AT_*: where a path starts and whether its last link is followed
    public const int AtWorkingFolder = -100;
    public const int AtNoFollow = 0x100;

    // STATX_*: what statx is asked for
    public const uint StatXType = 0x1;
    public const uint StatXMtime = 0x40;
    public const uint StatXInode = 0x100;
    public const uint StatXSize = 0x200;

    // S_IF*: kind of file in its mode
    public const int ModeTypeMask = 0xF000;
    public const int ModeRegular = 0x8000;

    /// <summary>open(2), for directories: the base library opens only files. The handle owns the descriptor.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    /// <summary>fsync(2): the file, or the entries of a directory, survive a power cut.</summary>
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(SafeFileHandle file);

    /// <summary>syncfs(2): everything written to the file system that holds the file survives a power cut.</summary>
    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    public static partial int SyncFs(SafeFileHandle file);

    /// <summary>statx(2): unlike stat, its structure is the same on every architecture.</summary>
    /// <param name="path">Ends with a zero.</param>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int StatX(int directory, ReadOnlySpan<byte> path, int flags, uint mask, out StatX result);

    /// <summary>setenv(3): native libraries do not see what the base library sets.</summary>
    [LibraryImport("libc", EntryPoint = "setenv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);
}

/// <summary>struct statx of linux/stat.h: the members used, at their offsets.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
public readonly struct StatX
{
    [FieldOffset(28)] public readonly ushort Mode;
    [FieldOffset(32)] public readonly ulong Inode;
    [FieldOffset(40)] public readonly ulong Size;
    [FieldOffset(112)] public readonly long MtimeSeconds;
    [FieldOffset(120)] public readonly uint MtimeNanoseconds;
}
