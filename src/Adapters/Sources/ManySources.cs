using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Sources;

/// <summary>Payloads of several sources together. A key is one source's.</summary>
public sealed class ManySources(params IReadOnlyList<IPayloadSource> sources) : IPayloadSource
{
    private Dictionary<string, IPayloadSource>? _owners;

    public IReadOnlyList<PayloadInfo> List()
    {
        var owners = new Dictionary<string, IPayloadSource>(StringComparer.Ordinal);
        var all = new List<PayloadInfo>();
        foreach (IPayloadSource source in sources)
        {
            foreach (PayloadInfo payload in source.List())
            {
                if (!owners.TryAdd(payload.Key, source))
                    throw new UsageException($"'{payload.Key}' comes from two sources. Rename one.");
                all.Add(payload);
            }
        }

        _owners = owners;
        all.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return all;
    }

    public byte[] Load(string key)
    {
        if (_owners is null) List();
        return _owners!.TryGetValue(key, out IPayloadSource? owner) ? owner.Load(key)
            : throw new UsageException($"There is no payload '{key}'.");
    }
}
