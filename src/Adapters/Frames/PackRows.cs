using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Frames;

/// <summary>The rows of packs that pipelines wrote, for whoever has no schema to ask for.</summary>
/// <param name="store">Where they lie, and those that hold columns of theirs. Borrowed.</param>
public sealed class PackRows(IObjectStore store)
{
    private readonly ColumnHolders _holders = new(store);

    public Schema SchemaOf(string key) => PackReader.Directory(store, key).Directory.Segments[0].Schema;

    /// <exception cref="Engine.DataException">It is damaged.</exception>
    public RecordBatch Read(string key) => FramesFormat.Read(store.Load(key), key, wanted: null, _holders);
}
