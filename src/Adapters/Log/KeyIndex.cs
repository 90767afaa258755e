namespace Tauric.Adapters.Log;

/// <summary>
/// Where the record of a key lies. Memory is bounded by two generations: when the young one is full it becomes the old
/// one, and the old one is forgotten.
/// </summary>
internal sealed class KeyIndex(int keysMax)
{
    private Dictionary<UInt128, long> _young = [];
    private Dictionary<UInt128, long> _old = [];

    public int Count => _young.Count + _old.Count;

    public bool TryFind(UInt128 key, out long place) =>
        _young.TryGetValue(key, out place) || _old.TryGetValue(key, out place);

    public void Add(UInt128 key, long place)
    {
        if (_young.Count >= Math.Max(1, keysMax / 2)) (_old, _young) = (_young, []);
        _young[key] = place;
    }
}
