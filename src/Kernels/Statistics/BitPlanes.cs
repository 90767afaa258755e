using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tauric.Kernels.Statistics;

/// <summary>Columns of states as bits: one plane a state, bit r of a plane is set where row r is in that state.</summary>
/// <remarks>
/// How often two columns are in states i and j together is the population count of two planes' AND: exact integers,
/// alike on every machine and device.
/// </remarks>
public sealed class BitPlanes
{
    private const int WordBits = 64;
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
            for (int j = 0; j < last; j++)
            {
                int both = CountBoth(Plane(x, i), Plane(y, j));
                joint[(i * States) + j] = both;
                joint[(last * States) + j] -= both;
                left -= both;
            }

            joint[(i * States) + last] = left;
            joint[(last * States) + last] -= left;
        }
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
        // A byte's counter holds 31 vectors of at most 8.
        const int Run = 31 * 4;
        var total = Vector256<ulong>.Zero;
        for (int start = 0; start < a.Length; start += Run)
        {
            int words = Math.Min(Run, a.Length - start);
            ref ulong x = ref MemoryMarshal.GetReference(a[start..]), y = ref MemoryMarshal.GetReference(b[start..]);
            var bytes = Vector256<byte>.Zero;
            for (int word = 0; word < words; word += Vector256<ulong>.Count)
            {
                Vector256<ulong> both =
                    Vector256.LoadUnsafe(ref x, (nuint)word) & Vector256.LoadUnsafe(ref y, (nuint)word);
                bytes += PerByte(both);
            }

            total += Avx2.SumAbsoluteDifferences(bytes, Vector256<byte>.Zero).AsUInt64();
        }

        return (int)Vector256.Sum(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> PerByte(Vector256<ulong> words)
    {
        var low = Vector256.Create((byte)15);
        Vector256<byte> counts = Vector256.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        return Avx2.Shuffle(counts, words.AsByte() & low)
            + Avx2.Shuffle(counts, (words >>> 4).AsByte() & low);
    }
}
