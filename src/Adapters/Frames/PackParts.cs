using System.Security.Cryptography;
using Tauric.Engine.Columnar;
using System.Buffers.Binary;

namespace Tauric.Adapters.Frames;

/// <summary>Rows of one frame, or those of some that lie together: consecutive rows of one block of a pack.</summary>
/// <param name="Name">Of the frame, or its symbol.</param>
/// <param name="BlockAt">Byte where the block's header starts.</param>
/// <param name="BlockBytes">Of that header.</param>
/// <param name="Skip">Rows of the block before it.</param>
/// <param name="FirstAt">Time of the first row, µs; null without a time column or rows.</param>
internal sealed record PackSegment(string Name, Schema Schema, long BlockAt, int BlockBytes, int Skip, int Rows,
    long? FirstAt, long? LastAt, FrameFacts Facts)
{
    /// <summary>Where in the rows as they were written each stood; null when they follow the segment before.</summary>
    public int[]? Positions { get; init; }
}

/// <summary>Which rows of a pack are whose.</summary>
/// <param name="Holders">
/// Hashes of columns that are in packs of other partitions, and the name (<see cref="PackName"/>) of the partition each
/// is of. Columns of the frame store's own packs that are elsewhere are not in it: the catalog knows where.
/// </param>
internal sealed record PackDirectory(List<PackSegment> Segments, Dictionary<UInt128, string> Holders);

/// <summary>Where the bytes of a column of a block are.</summary>
/// <param name="Inline">The bytes themselves, when they are few.</param>
/// <param name="Hash">Of the bytes otherwise.</param>
/// <param name="IsElsewhere">In a pack that the catalog or the directory's holders find by the hash, not in the
/// block's own.</param>
internal readonly record struct ChunkPlace(byte[]? Inline, UInt128 Hash, bool IsElsewhere, long At, int Bytes)
{
    /// <summary>Whether they lie in the block's own pack, at <see cref="At"/>.</summary>
    public bool IsOwn => Inline is null && !IsElsewhere;
}

/// <summary>A run of rows of one schema, stored column by column.</summary>
internal sealed record PackBlock(int Rows, ChunkPlace[] Columns);

/// <summary>SHA-256, its first 16 bytes: what chunks, headers and packs are known and checked by.</summary>
internal static class ContentHash
{
    public const int Bytes = 16;

    public static UInt128 Of(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
