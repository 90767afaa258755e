using Tauric.Adapters.Frames;
using Tauric.Engine.Columnar;

namespace Tauric.Host.Query;

/// <summary>
/// A dataset that lies in packs, as a table: the rows of all its packs, with a column for every folder of its path
/// that is named like one (<c>frequency=daily</c>).
/// </summary>
internal sealed class PackTable
{
    private readonly PackRows _packs;
    private readonly IReadOnlyList<string> _keys;

    /// <param name="keys">Of its packs, at least one.</param>
    public PackTable(PackRows packs, IReadOnlyList<string> keys)
    {
        (_packs, _keys) = (packs, keys);
        Schema rows = packs.SchemaOf(keys[0]);
        Schema = new Schema([.. rows.Fields,
            .. Folders(keys[0]).Select(folder => new Field(folder.Name, ArrowType.Utf8, Nullable: false))]);
    }

    public Schema Schema { get; }

    /// <summary>A batch a pack; the caller disposes them.</summary>
    public IEnumerable<RecordBatch> Rows()
    {
        foreach (string key in _keys)
        {
            using RecordBatch rows = _packs.Read(key);
            using var added = new BatchBuilder(new Schema([.. Schema.Fields.Skip(rows.Schema.Count)]));
            foreach ((string name, string value) in Folders(key))
                for (int row = 0; row < rows.Length; row++) added[name].AppendText(value);
            using RecordBatch columns = added.Build();
            yield return rows.Length == 0 ? RecordBatch.Empty(Schema) : new RecordBatch(Schema, rows.Length,
                [.. rows.Columns.Concat(columns.Columns).Select(column => column.Retain())]);
        }
    }

    private static IEnumerable<(string Name, string Value)> Folders(string key) =>
        key.Split('/').Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2)
            .Select(pair => (pair[0], pair[1]));
}
