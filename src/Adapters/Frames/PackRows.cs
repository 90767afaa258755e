using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>The rows of a pack that a pipeline wrote, for whoever has no schema to ask for.</summary>
public static class PackRows
{
    public static Schema SchemaOf(ReadOnlyMemory<byte> pack, string where)
    {
        (long at, int length) = PackReader.DirectoryPlace(pack.Span, pack.Length, where);
        return PackReader.Directory(pack.Span.Slice((int)at, length), where, at)[0].Schema;
    }

    /// <exception cref="Engine.DataException">It is damaged.</exception>
    public static RecordBatch Read(ReadOnlyMemory<byte> pack, string where) =>
        FramesFormat.Read(pack, where, wanted: null);
}
