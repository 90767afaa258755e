using Tauric.Adapters.Storage;
using Tauric.Engine;

namespace Tauric.Adapters.Backups;

/// <summary>
/// A data root that is being restored. It grows in a folder beside the place it is for and is moved there whole, so
/// that nothing half restored is ever where a root is looked for.
/// </summary>
public sealed class NewRoot
{
    private readonly string _root;

    /// <param name="root">Absolute. A folder that is empty or not there.</param>
    /// <exception cref="UsageException">It holds something.</exception>
    public NewRoot(string root)
    {
        _root = Path.TrimEndingDirectorySeparator(root);
        if (Path.GetDirectoryName(_root) is not { } parent)
            throw new UsageException($"'{_root}' is a whole file system: restore to a folder in it.");
        Folder = Path.Join(parent, Path.GetFileName(_root) + ".restoring");
        RequireEmpty();
    }

    /// <summary>Where it grows.</summary>
    public string Folder { get; }

    /// <summary>Makes it appear.</summary>
    /// <exception cref="ResourceException">It cannot be moved; it stays in <see cref="Folder"/>, whole.</exception>
    public void Appear()
    {
        RequireEmpty();
        DiskFault.Guard($"move '{Folder}', which is whole, to", _root, 0, () =>
        {
            if (Directory.Exists(_root)) Directory.Delete(_root);
            Durability.SyncFolders(Folder, [Folder]);
            Directory.Move(Folder, _root);
            Durability.SyncFolders(Path.GetDirectoryName(_root)!, [Path.GetDirectoryName(_root)!]);
        });
    }

    private void RequireEmpty()
    {
        if (File.Exists(_root) || (Directory.Exists(_root) && Directory.EnumerateFileSystemEntries(_root).Any()))
            throw new UsageException($"'{_root}' is not empty, and a backup is restored to a new or empty folder only: "
                + "choose another --root.");
    }
}
