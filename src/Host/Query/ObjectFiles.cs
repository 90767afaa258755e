using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
using Tauric.Engine.Contracts;

namespace Tauric.Host.Query;

/// <summary>
/// Objects as files of a folder, for SQL, which reads no other. Those of a store on this machine lie there; those of
/// another are copied when they are first asked for.
/// </summary>
/// <param name="folder">Where the files are.</param>
/// <param name="isCopied">The folder is not the store's own.</param>
internal sealed class ObjectFiles(IObjectStore store, string folder, bool isCopied) : IDisposable
{
    private const int Lanes = 16;

    public string Folder => folder;

    /// <summary>The rows of packs there.</summary>
    public PackRows Packs { get; } = Wiring.Packs(store);

    /// <summary>Keys below a prefix, all of them files from now on.</summary>
    public IReadOnlyList<string> Below(string prefix) => Have([.. store.List(prefix)]);

    /// <summary>Makes sure that these are files as they are in the store now.</summary>
    public IReadOnlyList<string> Have(IReadOnlyList<string> keys)
    {
        if (isCopied && keys.Count > 0) StoreSync.Copy(store, new LocalStore(folder), keys, Lanes);
        return keys;
    }

    public void Dispose() => (store as IDisposable)?.Dispose();
}
