using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tauric.Kernels.Vectors;

/// <summary>
/// The nearest rows offered so far, nearest first; empty places hold −1 and +∞. Rows are offered in ascending order,
/// so a tie stays behind what came before it: lower rows first.
/// </summary>
public readonly ref struct NearestList
{
    private readonly ref int _rows;
    private readonly ref float _distances;
    private readonly int _last;

    /// <exception cref="ArgumentException">The lengths differ, or there is no place.</exception>
    public NearestList(Span<int> rows, Span<float> distances)
    {
        if (rows.Length != distances.Length || rows.IsEmpty)
            throw new ArgumentException($"{rows.Length} rows and {distances.Length} distances.", nameof(rows));
        _rows = ref MemoryMarshal.GetReference(rows);
        _distances = ref MemoryMarshal.GetReference(distances);
        _last = rows.Length - 1;
    }

    /// <summary>The distance an offer must be below to enter.</summary>
    public float Worst => Unsafe.Add(ref _distances, _last);

    public void Offer(int row, float distance)
    {
        if (distance >= Worst) return;
        nint place = _last;     // Never left of the first place: without checks, this is what selection costs.
        for (; place > 0 && Unsafe.Add(ref _distances, place - 1) > distance; place--)
        {
            Unsafe.Add(ref _distances, place) = Unsafe.Add(ref _distances, place - 1);
            Unsafe.Add(ref _rows, place) = Unsafe.Add(ref _rows, place - 1);
        }

        Unsafe.Add(ref _distances, place) = distance;
        Unsafe.Add(ref _rows, place) = row;
    }
}
