using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Catalog;

/// <summary>Rows of tables by name.</summary>
public interface ITables
{
    Schema SchemaOf(string table);

    /// <summary>Rows of a table. The caller disposes the batches, and asks nothing else meanwhile.</summary>
    IEnumerable<RecordBatch> Read(string table);
}

/// <summary>A catalog as tables, to be moved whole.</summary>
public interface ICatalogTables : ICatalog, ITables
{
    /// <summary>
    /// Makes these the tables of the catalog, with these rows and no others, in one transaction. They are there.
    /// </summary>
    /// <returns>Rows.</returns>
    long Replace(IReadOnlyList<string> tables, Func<string, IEnumerable<RecordBatch>> rows);
}
