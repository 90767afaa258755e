using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Frames;

/// <summary>
/// The columns that a pack of a partition has, itself or by reference, and the name of the partition that holds each:
/// so a reference to a reference is one to what it refers to, and columns are found in one step.
/// </summary>
internal sealed class PackColumns : IObjectParts
{
    private const int BytesAColumn = 48;

    private readonly Dictionary<UInt128, string> _holders;

    private PackColumns(Dictionary<UInt128, string> holders) => _holders = holders;

    public long Bytes => (long)BytesAColumn * _holders.Count;

    /// <summary>Null when nothing may refer to it.</summary>
    /// <param name="key">Of the object.</param>
    public static PackColumns? Of(ReadOnlySpan<byte> pack, string key)
    {
        if (PackName.Of(key) is not { } name) return null;
        (List<(PackBlock Block, PackSegment[])> blocks, PackDirectory directory, _) = PackReader.Blocks(pack, key);
        Dictionary<UInt128, string> holders = directory.Holders;
        foreach ((PackBlock block, _) in blocks)
        {
            foreach (ChunkPlace place in block.Columns)
                if (place.IsOwn) holders[place.Hash] = name;
        }

        return new PackColumns(holders);
    }

    /// <summary>
    /// Which of these columns others hold. What is read last comes first: that is what is most like the partition, its
    /// own session, so that a reference goes no further back than it must.
    /// </summary>
    public static Dictionary<UInt128, string> HoldersOf(
        IEnumerable<UInt128> columns, IReadOnlyList<IObjectParts> inputs)
    {
        var found = new Dictionary<UInt128, string>();
        foreach (UInt128 column in columns)
        {
            for (int i = inputs.Count - 1; i >= 0; i--)
            {
                if (inputs[i] is not PackColumns input || !input._holders.TryGetValue(column, out string? holder))
                    continue;
                found.Add(column, holder);
                break;
            }
        }

        return found;
    }
}
