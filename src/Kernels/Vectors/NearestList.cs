using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Offer(int row, float distance)
    {
        if (distance >= Worst) return;
        int place = _last;      // No branch looks at a value: where an offer belongs cannot be foreseen.
        for (; place >= Vector256<float>.Count; place -= Vector256<float>.Count)
            EnterEight(place - Vector256<float>.Count + 1, row, distance);
        for (; place > 0; place--)
        {
            ref float at = ref Unsafe.Add(ref _distances, place), before = ref Unsafe.Add(ref at, -1);
            ref int rowAt = ref Unsafe.Add(ref _rows, place);
            int entering = at > distance ? row : rowAt;
            rowAt = before > distance ? Unsafe.Add(ref rowAt, -1) : entering;
            at = float.MaxNative(before, float.MinNative(at, distance));
        }

        _rows = _distances > distance ? row : _rows;
        _distances = float.MinNative(_distances, distance);
    }

    /// <summary>A place farther than the offer takes what is before it, or the offer if that is not farther.</summary>
    /// <remarks>What is before is shuffled: a load across two stores of the last offer would wait for both.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EnterEight(int start, int row, float distance)
    {
        ref float places = ref Unsafe.Add(ref _distances, start);
        ref int rows = ref Unsafe.Add(ref _rows, start);
        Vector256<float> offer = Vector256.Create(distance), at = Vector256.LoadUnsafe(ref places);
        Vector256<int> rowsAt = Vector256.LoadUnsafe(ref rows);
        Vector256<float> before = Before(at.AsInt32(), BitConverter.SingleToInt32Bits(Unsafe.Add(ref places, -1)))
            .AsSingle();
        Vector256<int> entering = Vector256.ConditionalSelect(
            Vector256.GreaterThan(at, offer).AsInt32(), Vector256.Create(row), rowsAt);
        Vector256.ConditionalSelect(Vector256.GreaterThan(before, offer).AsInt32(),
            Before(rowsAt, Unsafe.Add(ref rows, -1)), entering).StoreUnsafe(ref rows);
        Vector256.MaxNative(before, Vector256.MinNative(at, offer)).StoreUnsafe(ref places);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Before(Vector256<int> values, int first) => Vector256.ConditionalSelect(
        Vector256.CreateScalar(-1), Vector256.Create(first),
        Vector256.Shuffle(values, Vector256.Create(0, 0, 1, 2, 3, 4, 5, 6)));
}
