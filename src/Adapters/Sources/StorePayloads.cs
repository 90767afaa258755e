using System.Globalization;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Sources;

/// <summary>
/// Replays payloads that lie in a store as objects <c>source/entity/yyyy-MM-dd.ext</c>, or below its <c>raw/</c>.
/// </summary>
/// <param name="store">Only read.</param>
/// <param name="place">As messages name it.</param>
public sealed class StorePayloads(IObjectStore store, string place) : IPayloadSource
{
    private const string Raw = "raw/";

    private string _below = "";

    /// <exception cref="Engine.UsageException">An object is not named by its date.</exception>
    public IReadOnlyList<PayloadInfo> List()
    {
        IReadOnlyDictionary<string, ObjectStat> stats = store.StatAll()
            ?? store.List("").ToDictionary(key => key, key => store.Stat(key)!.Value, StringComparer.Ordinal);
        _below = stats.Keys.Any(key => key.StartsWith(Raw, StringComparison.Ordinal)) ? Raw : "";
        return [.. stats.Where(found => found.Key.StartsWith(_below, StringComparison.Ordinal))
            .Select(found => (Key: found.Key[_below.Length..], found.Value))
            .Where(found => found.Key[found.Key.LastIndexOf('/') + 1] != '.')
            .OrderBy(found => found.Key, StringComparer.Ordinal)
            .Select(found => new PayloadInfo(PayloadFolder.Require(found.Key, place),
                string.Create(CultureInfo.InvariantCulture, $"{found.Value.Bytes}-{found.Value.Tag}")))];
    }

    public byte[] Load(string key) => store.Load(_below + PayloadFolder.Require(key, place));
}
