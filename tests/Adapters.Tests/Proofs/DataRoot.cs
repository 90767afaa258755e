using System.Text;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Storage;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>A data root of its own, with the store and the catalog that the product uses.</summary>
internal sealed class DataRoot : IDisposable
{
    private static readonly JsonLinesFormat s_format = new();

    private readonly TempFolder _folder = new();

    /// <param name="catalog">Disposed with it; null for the embedded one.</param>
    public DataRoot(ICatalog? catalog = null)
    {
        Store = new LocalStore(_folder["root"]);
        Catalog = catalog ?? DuckCatalog.Open(_folder["catalog.duckdb"]);
    }

    public LocalStore Store { get; }

    public ICatalog Catalog { get; }

    public RunReport Run(
        Pipeline pipeline, Func<RunOptions, RunOptions>? change = null, CancellationToken cancelled = default)
    {
        var options = new RunOptions
        {
            Store = Store,
            Catalog = Catalog,
            Formats = new Dictionary<string, IFormat> { ["jsonl"] = s_format },
            Identity = new RunIdentity(0, "{}", "unknown", "{}"),
        };
        return Runner.Run(pipeline, change is null ? options : change(options), cancelled);
    }

    /// <summary>Every object but the logs, with its bytes.</summary>
    public SortedDictionary<string, string> Tree() => new(
        Store.List("").Where(k => !k.StartsWith("logs/", StringComparison.Ordinal))
            .ToDictionary(k => k, k => Encoding.UTF8.GetString(Store.Load(k))), StringComparer.Ordinal);

    /// <summary>Rows of every partition in the catalog, read from its objects, by <c>dataset/key</c>.</summary>
    public SortedDictionary<string, Row[]> Rows()
    {
        var all = new SortedDictionary<string, Row[]>(StringComparer.Ordinal);
        foreach (var record in Catalog.Load().Where(r => r.Dataset != Manifests.Dataset.Name))
        {
            var rows = new List<Row>();
            foreach (var o in record.Objects.Where(o => !o.IsReject))
            {
                using RecordBatch batch = s_format.Read(RowStep.Rows, Store.Load(o.Key), o.Key);
                for (int i = 0; i < batch.Length; i++)
                    rows.Add(new Row(batch[0].Values<long>()[i], batch[1].Values<long>()[i]));
            }

            all.Add($"{record.Dataset}/{record.Key}", [.. rows]);
        }

        return all;
    }

    public void Dispose()
    {
        Catalog.Dispose();
        _folder.Dispose();
    }
}
