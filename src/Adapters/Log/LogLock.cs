using Tauric.Engine;

namespace Tauric.Adapters.Log;

/// <summary>One process writes a log: the one that holds its lock, which the system frees however it ends.</summary>
internal static class LogLock
{
    private const string Name = "lock";

    /// <exception cref="ResourceException">Another process holds it, or the disk refuses.</exception>
    public static FileStream Take(string folder)
    {
        try
        {
            return Open(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException(
                $"Another process writes the log '{folder}', or it cannot be written: {e.Message}", e);
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static FileStream Open(string folder) =>
        new(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
