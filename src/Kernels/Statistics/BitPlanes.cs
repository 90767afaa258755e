using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tauric.Kernels.Statistics;

/// <summary>
/// Columns of states as bits: one plane a state, bit r of a plane is set where row r is in that state.
/// </summary>
/// <remarks>
/// How often two columns are in states i and j together is the population count of two planes' AND: exact integers,
/// alike on every machine and device.
/// </remarks>
public sealed class BitPlanes
{
    private const int WordBits = 64;

    // Words whose counts of up to 8 bits a byte's counter holds: 31 vectors.
    private const int Run = 31 * 4;
    private readonly ulong[] _words;
    private readonly int[] _counts;

    /// <param name="columns">How many.</param>
    /// <param name="states">2 to 32.</param>
    /// <param name="rows">Of every column.</param>
    public BitPlanes(int columns, int states, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(states, Information.StatesMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        (Columns, States, Rows) = (columns, states, rows);
        int vectorBits = WordBits * Vector256<ulong>.Count;
        WordsPerPlane = (rows + vectorBits - 1) / vectorBits * Vector256<ulong>.Count;
        _words = new ulong[columns * states * WordsPerPlane];
        _counts = new int[columns * states];
    }

    public int Columns { get; }

    public int States { get; }

    public int Rows { get; }

    /// <summary>A multiple of 4; bits past the last row are 0.</summary>
    public int WordsPerPlane { get; }

    /// <summary>Every plane: column after column, in it state after state, in it words, lowest rows first.</summary>
    public ReadOnlyMemory<ulong> Words => _words;

    public ReadOnlySpan<ulong> Plane(int column, int state) =>
        _words.AsSpan(((column * States) + state) * WordsPerPlane, WordsPerPlane);

    /// <summary>How many rows of a column are in each state.</summary>
    public ReadOnlySpan<int> Counts(int column) => _counts.AsSpan(column * States, States);

    /// <exception cref="ArgumentException">
    /// Another number of rows, or a state that is not below <see cref="States"/>; names column and row.
    /// </exception>
    public void Set(int column, ReadOnlySpan<byte> states)
    {
        if (states.Length != Rows) throw new ArgumentException($"{states.Length} rows for {Rows}.", nameof(states));
        Span<ulong> planes = _words.AsSpan(column * States * WordsPerPlane, States * WordsPerPlane);
        planes.Clear();
        Span<int> counts = _counts.AsSpan(column * States, States);
        counts.Clear();
        for (int row = 0; row < states.Length; row++)
        {
            int state = states[row];
            if (state >= States) throw new ArgumentException($"column {column}[{row}] is {state} of {States}.");
            planes[(state * WordsPerPlane) + (row / WordBits)] |= 1UL << (row % WordBits);
            counts[state]++;
        }
    }

    /// <summary>
    /// How often the columns were in each pair of states. The last row and column follow from the counts of each.
    /// </summary>
    /// <param name="x">Column whose state is the row of the table.</param>
    /// <param name="y">Column whose state is the column of the table.</param>
    /// <param name="joint">states × states.</param>
    public void Joint(int x, int y, Span<int> joint)
    {
        ReadOnlySpan<int> ofX = Counts(x), ofY = Counts(y);
        int last = States - 1;
        ofY.CopyTo(joint[(last * States)..]);
        for (int i = 0; i < last; i++)
        {
            int left = ofX[i];
            CountRow(Plane(x, i), y, joint.Slice(i * States, last));
            for (int j = 0; j < last; j++)
            {
                int both = joint[(i * States) + j];
                joint[(last * States) + j] -= both;
                left -= both;
            }

            joint[(i * States) + last] = left;
            joint[(last * States) + last] -= left;
        }
    }

    /// <summary>One plane with as many of a column's as there are counts.</summary>
    private void CountRow(ReadOnlySpan<ulong> plane, int column, Span<int> counts)
    {
        int state = 0;
        for (; Avx2.IsSupported && state <= counts.Length - 4; state += 4)
        {
            CountFour(
                plane, Plane(column, state), Plane(column, state + 1), Plane(column, state + 2),
                Plane(column, state + 3), counts[state..]);
        }

        for (; state < counts.Length; state++) counts[state] = CountBoth(plane, Plane(column, state));
    }

    internal static int CountBoth(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        if (Avx2.IsSupported) return CountBothAvx2(a, b);
        int count = 0;
        for (int word = 0; word < a.Length; word++) count += BitOperations.PopCount(a[word] & b[word]);
        return count;
    }

    /// <summary>Half bytes are looked up 32 at a time (Muła, Kurz, Lemire 2018).</summary>
    private static int CountBothAvx2(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        var total = Vector256<ulong>.Zero;
        for (int start = 0; start < a.Length; start += Run)
        {
            var bytes = Vector256<byte>.Zero;
            int end = Math.Min(start + Run, a.Length);
            for (int word = start; word < end; word += Vector256<ulong>.Count)
                bytes += PerByte(At(ref x, word), ref y, word);
            total += Wide(bytes);
        }

        return (int)Vector256.Sum(total);
    }

    /// <summary>The same of one plane with four: it is read once, and the counts run side by side.</summary>
    private static void CountFour(
        ReadOnlySpan<ulong> plane, ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, ReadOnlySpan<ulong> c,
        ReadOnlySpan<ulong> d, Span<int> counts)
    {
        ref ulong x = ref MemoryMarshal.GetReference(plane);
        ref ulong y0 = ref MemoryMarshal.GetReference(a), y1 = ref MemoryMarshal.GetReference(b);
        ref ulong y2 = ref MemoryMarshal.GetReference(c), y3 = ref MemoryMarshal.GetReference(d);
        Vector256<ulong> total0 = default, total1 = default, total2 = default, total3 = default;
        for (int start = 0; start < plane.Length; start += Run)
        {
            Vector256<byte> bytes0 = default, bytes1 = default, bytes2 = default, bytes3 = default;
            int end = Math.Min(start + Run, plane.Length);
            for (int word = start; word < end; word += Vector256<ulong>.Count)
            {
                Vector256<ulong> at = At(ref x, word);
                bytes0 += PerByte(at, ref y0, word);
                bytes1 += PerByte(at, ref y1, word);
                bytes2 += PerByte(at, ref y2, word);
                bytes3 += PerByte(at, ref y3, word);
            }

            (total0, total1) = (total0 + Wide(bytes0), total1 + Wide(bytes1));
            (total2, total3) = (total2 + Wide(bytes2), total3 + Wide(bytes3));
        }

        (counts[0], counts[1]) = ((int)Vector256.Sum(total0), (int)Vector256.Sum(total1));
        (counts[2], counts[3]) = ((int)Vector256.Sum(total2), (int)Vector256.Sum(total3));
    }

    private static Vector256<ulong> At(ref ulong plane, int word) => Vector256.LoadUnsafe(ref plane, (nuint)word);

    private static Vector256<ulong> Wide(Vector256<byte> counts) =>
        Avx2.SumAbsoluteDifferences(counts, Vector256<byte>.Zero).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> PerByte(Vector256<ulong> plane, ref ulong other, int word)
    {
        Vector256<ulong> words = plane & At(ref other, word);
        var low = Vector256.Create((byte)15);
        Vector256<byte> counts = Vector256.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        return Avx2.Shuffle(counts, words.AsByte() & low)
            + Avx2.Shuffle(counts, (words >>> 4).AsByte() & low);
    }
}
