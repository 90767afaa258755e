using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Catalog;

/// <summary>Moves a catalog whole from one database to another: records, inputs, runs and published tables.</summary>
public static class CatalogCopy
{
    private const string Published = "published";

    private static readonly string[] s_own = ["partition", "partition_input", "pipeline_run", Published];

    /// <summary>What was in <paramref name="to"/> is replaced. Cut off, it is done again from the start.</summary>
    /// <returns>Tables and their rows.</returns>
    public static (int Tables, long Rows) Run(ITables from, ICatalogTables to)
    {
        Dataset[] datasets = [.. PublishedIn(from)];
        to.Publish(datasets);
        string[] tables = [.. s_own, .. datasets.Select(d => d.Table!.Name)];
        return (tables.Length, to.Replace(tables, from.Read));
    }

    /// <summary>Names of the tables there are: the catalog's own, then those published.</summary>
    public static IReadOnlyList<string> TablesOf(ITables catalog) =>
        [.. s_own, .. NamesIn(catalog).Select(n => n.Table)];

    /// <summary>As much of the datasets as their tables show.</summary>
    private static IEnumerable<Dataset> PublishedIn(ITables catalog)
    {
        foreach ((string table, string dataset) in NamesIn(catalog))
        {
            Schema schema = catalog.SchemaOf(table);
            yield return new Dataset(dataset, schema, Key: "", Path: "", Format: "")
            {
                Table = new PublishedTable(table,
                    [.. schema.Fields.Select(f => f.Name).Except(CatalogSchema.OriginColumns)]),
            };
        }
    }

    private static List<(string Table, string Dataset)> NamesIn(ITables catalog)
    {
        var names = new List<(string Table, string Dataset)>();
        foreach (RecordBatch batch in catalog.Read(Published))
            using (batch)
                for (int row = 0; row < batch.Length; row++)
                    names.Add((batch["table_name"].Text(row)!, batch["dataset"].Text(row)!));
        return names;
    }
}
