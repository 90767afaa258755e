using Microsoft.Win32.SafeHandles;

namespace Tauric.Adapters.Log;

public sealed record LogOptions
{
    /// <summary>A segment that has reached it is closed, and so is one whose day (UTC) is over.</summary>
    public long SegmentBytesMax { get; init; } = 64 << 20;

    /// <summary>A segment that is older is closed at the latest, so that batch runs can read it.</summary>
    public TimeSpan SegmentAgeMax { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Records that may wait to be written; one more is refused as <see cref="AppendStatus.Full"/>.</summary>
    public int WaitingMax { get; init; } = 8192;

    /// <summary>Payload bytes that may wait to be written.</summary>
    public long WaitingBytesMax { get; init; } = 64 << 20;

    /// <summary>Payload bytes that are written and made durable as one.</summary>
    public int GroupBytesMax { get; init; } = 4 << 20;

    /// <summary>Keys remembered at most, at about 60 bytes each; at least the last half of them are.</summary>
    public int KeysMax { get; init; } = 4 << 20;

    /// <summary>Makes written bytes durable: tests make it slow or fail.</summary>
    internal Action<SafeFileHandle> Flush { get; init; } = RandomAccess.FlushToDisk;
}
