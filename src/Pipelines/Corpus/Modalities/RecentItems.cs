using System.Diagnostics.CodeAnalysis;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>
/// Items that were asked for lately, by id and group: at least as many as it is told to keep, at most twice as many.
/// For any number of threads.
/// </summary>
/// <remarks>Two halves: what is found in the older moves into the newer, and a full newer one replaces it.</remarks>
internal sealed class RecentItems(int countMin)
{
    private readonly Lock _lock = new();
    private Dictionary<(string Id, string Group), Item> _newer = [], _older = [];

    public bool TryGet(string id, string group, [NotNullWhen(true)] out Item? item)
    {
        lock (_lock)
        {
            if (_newer.TryGetValue((id, group), out item)) return true;
            if (!_older.TryGetValue((id, group), out item)) return false;
            Put(item);
            return true;
        }
    }

    public void Add(Item item)
    {
        lock (_lock) Put(item);
    }

    private void Put(Item item)
    {
        if (_newer.Count >= countMin) (_older, _newer) = (_newer, []);
        _newer[(item.Id, item.Group)] = item;
    }
}
