using Tauric.Adapters.Catalog;
using Tauric.Adapters.Storage;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Backups;

/// <summary>All of a data root, opened, so that nobody else writes it.</summary>
/// <param name="Files">Every file of it, objects and logs.</param>
/// <param name="FrameTables">The database with the frames' tables: the catalog's own where that is embedded.</param>
public sealed record RootContents(IObjectStore Files, ICatalogTables Catalog, DuckCatalog FrameTables) : IDisposable
{
    /// <summary>
    /// Is this the key of a file that is backed up? A database goes as tables, what is staged is nobody's yet, and a
    /// lock is its process's.
    /// </summary>
    public static bool IsKept(string key) => ObjectKey.IsSafe(key)
        && !key.StartsWith(DuckCatalog.FileName, StringComparison.Ordinal)
        && !key.StartsWith(LocalStore.Staging, StringComparison.Ordinal)
        && !key.EndsWith("/" + FolderLock.Name, StringComparison.Ordinal);

    /// <summary>The catalog stays open: it is whose opened it.</summary>
    public void Dispose()
    {
        if (!ReferenceEquals(FrameTables, Catalog)) FrameTables.Dispose();
    }
}
