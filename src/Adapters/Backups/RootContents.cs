using Tauric.Adapters.Catalog;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Backups;

/// <summary>All of a data root, opened, so that nobody else writes it.</summary>
/// <param name="Files">Every file of it, objects and logs.</param>
/// <param name="IsKept">Which of them are backed up: not the databases, which go as tables, and no locks.</param>
/// <param name="FrameTables">The database with the frames' tables: the catalog's own where that is embedded.</param>
public sealed record RootContents(
    IObjectStore Files, Func<string, bool> IsKept, ICatalogTables Catalog, DuckCatalog FrameTables) : IDisposable
{
    /// <summary>The catalog stays open: it is whose opened it.</summary>
    public void Dispose()
    {
        if (!ReferenceEquals(FrameTables, Catalog)) FrameTables.Dispose();
    }
}
