namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Those offered whose score is highest, best first; of equal ones, those that came first.</summary>
internal sealed class Best<T>(int most)
{
    private readonly List<(T Item, double Score)> _best = new(most + 1);

    public IEnumerable<T> Items => _best.Select(b => b.Item);

    /// <summary>Of those that are kept.</summary>
    public double ScoreSum => _best.Sum(b => b.Score);

    public void Offer(T item, double score)
    {
        int at = _best.Count;
        while (at > 0 && _best[at - 1].Score < score) at--;
        if (at == most) return;
        _best.Insert(at, (item, score));
        if (_best.Count > most) _best.RemoveAt(most);
    }
}
