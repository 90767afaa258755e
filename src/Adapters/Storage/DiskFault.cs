using Tauric.Engine;
using Tauric.Native.Posix;

namespace Tauric.Adapters.Storage;

/// <summary>Says of a file system's refusal what, where and what to do.</summary>
internal static class DiskFault
{
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <param name="action">What was tried, e.g. <c>read 'news/AAPL.jsonl'</c>.</param>
    /// <param name="bytesNeeded">For a full disk; 0 when not known.</param>
    public static ResourceException Describe(Exception e, string action, string path, long bytesNeeded) => new(
        e switch
        {
            FileNotFoundException or DirectoryNotFoundException => $"Cannot {action}: there is no '{path}'.",
            UnauthorizedAccessException or { HResult: Posix.ReadOnlyFileSystem or Posix.AccessDenied } =>
                $"Cannot {action}: '{path}' is read-only or not ours to use ({e.Message}). "
                + "Change its permissions or choose another --root.",
            { HResult: Posix.NoSpace or Posix.QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull } =>
                $"Cannot {action}: disk full: needed {bytesNeeded:N0} bytes at '{path}'; "
                + "free space or choose another --root.",
            _ => $"Cannot {action} at '{path}': {e.Message}",
        }, e);

    public static void Guard(string action, string path, long bytesNeeded, Action work) =>
        Guard(action, path, bytesNeeded, () =>
        {
            work();
            return true;
        });

    public static T Guard<T>(string action, string path, long bytesNeeded, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (Is(e))
        {
            throw Describe(e, action, path, bytesNeeded);
        }
    }

    /// <summary>For cleaning up, where a refusal changes nothing.</summary>
    public static void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (Is(e))
        {
            // What is left is swept when the store is next opened.
        }
    }
}
