namespace Tauric.Kernels.Vectors;

/// <summary>
/// The nearest rows offered so far, nearest first; empty places hold −1 and +∞. Rows are offered in ascending order,
/// so a tie stays behind what came before it: lower rows first.
/// </summary>
public readonly ref struct NearestList(Span<int> rows, Span<float> distances)
{
    private readonly Span<int> _rows = rows;
    private readonly Span<float> _distances = distances;

    /// <summary>The distance an offer must be below to enter.</summary>
    public float Worst => _distances[^1];

    public void Offer(int row, float distance)
    {
        if (distance >= Worst) return;
        int place = _rows.Length - 1;
        for (; place > 0 && _distances[place - 1] > distance; place--)
        {
            _rows[place] = _rows[place - 1];
            _distances[place] = _distances[place - 1];
        }

        _rows[place] = row;
        _distances[place] = distance;
    }
}
