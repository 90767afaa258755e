using System.Globalization;
using Tauric.Engine;

namespace Tauric.Adapters.Storage;

/// <summary>What a data root may take.</summary>
/// <param name="QuotaBytes">Of all its files; null for no limit.</param>
/// <param name="FreeBytesMin">Must stay free on its disk; null for no limit.</param>
public sealed record StorageLimits(long? QuotaBytes, long? FreeBytesMin);

/// <summary>
/// Refuses to write what would break a limit, before anything of it is written. The disk is asked again when half of
/// the room it had is used, or so much that others may have filled it: who writes alone keeps a limit to the byte.
/// </summary>
internal sealed class StorageRoom
{
    // Asking for free space is one call, counting a root takes a while.
    private const long UnaskedFreeMax = 64L << 20, UnaskedQuotaMax = 256L << 20;

    private readonly Gauge? _quota, _free;

    public StorageRoom(string root, StorageLimits limits)
    {
        if (limits.QuotaBytes is { } quota) _quota = new Gauge(() => quota - BytesOf(root), UnaskedQuotaMax,
            room => $"'{root}' may hold {Text(quota)} bytes (storage.quota) and holds {Text(quota - room)}. Raise the "
                + "quota or make room");
        if (limits.FreeBytesMin is { } least) _free = new Gauge(() => FreeOf(root) - least, UnaskedFreeMax,
            room => $"{Text(least)} bytes must stay free on the disk of '{root}' (storage.free_min) and "
                + $"{Text(room + least)} are. Make room or choose another --root");
    }

    /// <summary>Counts bytes that are about to be written. Safe from many threads.</summary>
    /// <exception cref="ResourceException">They would break a limit.</exception>
    public void Take(string key, long bytes)
    {
        _quota?.Take(key, bytes);
        _free?.Take(key, bytes);
    }

    private static long BytesOf(string root) => DiskFault.Guard("count the bytes of", root, 0, () =>
        new DirectoryInfo(root).EnumerateFiles("*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        }).Sum(f => f.Exists ? f.Length : 0));

    private static long FreeOf(string root) => DiskFault.Guard("ask for free space at", root, 0, () =>
        new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(root)! : root).AvailableFreeSpace);

    private static string Text(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);

    /// <param name="room">Measures it; may be negative.</param>
    /// <param name="why">What to say of a room that is too small, and what to do.</param>
    private sealed class Gauge(Func<long> room, long unaskedMax, Func<long, string> why)
    {
        private readonly Lock _lock = new();
        private long _unasked;   // What may be written before the next measurement.

        public void Take(string key, long bytes)
        {
            lock (_lock)
            {
                if (bytes <= _unasked)
                {
                    _unasked -= bytes;
                    return;
                }

                long now = room();
                if (bytes > now) throw new ResourceException($"Cannot write the {Text(bytes)} bytes of '{key}': "
                    + $"{why(now)}, then run the same command again: what was done is kept.");
                _unasked = Math.Min((now - bytes) / 2, unaskedMax);
            }
        }
    }
}
