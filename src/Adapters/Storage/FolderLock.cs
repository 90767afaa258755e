using Tauric.Engine;

namespace Tauric.Adapters.Storage;

/// <summary>One process writes a folder: the one that holds its lock, which the system frees however it ends.</summary>
internal static class FolderLock
{
    public const string Name = "lock";

    /// <param name="action">What another process does there, e.g. <c>writes the log</c>.</param>
    /// <exception cref="ResourceException">Another process holds it, or the disk refuses.</exception>
    public static FileStream Take(string folder, string action)
    {
        try
        {
            return Open(folder);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new ResourceException(
                $"Another process {action} '{folder}', or it cannot be written: {e.Message}", e);
        }
    }

    public static bool IsHeld(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Name))) return false;
        try
        {
            Open(folder).Dispose();
            return false;
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            return true;
        }
    }

    private static FileStream Open(string folder) =>
        new(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
