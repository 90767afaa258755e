namespace Tauric.Kernels.Clustering;

/// <summary>Sets that only ever join (Tarjan 1975), by size and with halved paths.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parents;
    private readonly int[] _sizes;

    public DisjointSets(int count)
    {
        (_parents, _sizes) = (new int[count], new int[count]);
        for (int i = 0; i < count; i++) (_parents[i], _sizes[i]) = (i, 1);
    }

    public int Find(int item)
    {
        while (_parents[item] != item) item = _parents[item] = _parents[_parents[item]];
        return item;
    }

    /// <returns>False when they were of one set.</returns>
    public bool Join(int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        if (a == b) return false;
        if (_sizes[a] < _sizes[b]) (a, b) = (b, a);
        _parents[b] = a;
        _sizes[a] += _sizes[b];
        return true;
    }
}
