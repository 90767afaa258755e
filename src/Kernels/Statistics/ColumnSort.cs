using System.Buffers;
using System.Runtime.InteropServices;

namespace Tauric.Kernels.Statistics;

/// <summary>Sorts a column ascending, in place; −0 comes before 0. Allocates nothing.</summary>
/// <remarks>
/// From 512 rows on by radix: eight stable passes over the bytes of the bits, turned so that they order like the
/// numbers; a byte that all rows share costs no pass. Several times faster than comparing.
/// </remarks>
public static class ColumnSort
{
    private const int RadixRowsMin = 512;
    private const int Digits = 8;
    private const int Values = 256;

    /// <param name="values">Finite.</param>
    /// <param name="order">Empty, or as many: moved along with the values.</param>
    public static void Ascending(Span<double> values, Span<int> order = default)
    {
        if (values.Length >= RadixRowsMin) Radix(values, order);
        else if (order.IsEmpty) values.Sort();
        else values.Sort(order);
    }

    private static void Radix(Span<double> values, Span<int> order)
    {
        int rows = values.Length;
        ulong[] rentedKeys = ArrayPool<ulong>.Shared.Rent(rows);
        int[] rentedOrder = ArrayPool<int>.Shared.Rent(order.Length);
        Span<ulong> from = MemoryMarshal.Cast<double, ulong>(values), to = rentedKeys.AsSpan(0, rows);
        Span<int> orderFrom = order, orderTo = rentedOrder.AsSpan(0, order.Length);
        Span<int> counts = stackalloc int[Digits * Values];
        counts.Clear();
        foreach (ref ulong key in from) key = Count(Turn(key), counts);
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> places = counts.Slice(digit * Values, Values);
            int shift = 8 * digit;
            if (places[(byte)(from[0] >> shift)] == rows) continue;
            Place(places);
            Move(from, to, orderFrom, orderTo, places, shift);
            Span<ulong> keys = from;
            from = to;
            to = keys;
            Span<int> rowsMoved = orderFrom;
            orderFrom = orderTo;
            orderTo = rowsMoved;
        }

        from.CopyTo(MemoryMarshal.Cast<double, ulong>(values));
        orderFrom.CopyTo(order);
        foreach (ref ulong key in MemoryMarshal.Cast<double, ulong>(values)) key = TurnBack(key);
        ArrayPool<ulong>.Shared.Return(rentedKeys);
        ArrayPool<int>.Shared.Return(rentedOrder);
    }

    private static void Move(
        ReadOnlySpan<ulong> from, Span<ulong> to, ReadOnlySpan<int> order, Span<int> orderTo,
        Span<int> places, int shift)
    {
        for (int row = 0; row < from.Length; row++)
        {
            int place = places[(byte)(from[row] >> shift)]++;
            to[place] = from[row];
            if (row < order.Length) orderTo[place] = order[row];
        }
    }

    private static ulong Count(ulong key, Span<int> counts)
    {
        for (int digit = 0; digit < Digits; digit++) counts[(digit * Values) + (byte)(key >> (8 * digit))]++;
        return key;
    }

    /// <summary>Counts become the places of the first row of each value.</summary>
    private static void Place(Span<int> counts)
    {
        int place = 0;
        foreach (ref int count in counts) (count, place) = (place, place + count);
    }

    // Negative numbers are turned whole, positive ones get the highest bit.
    private static ulong Turn(ulong bits) => bits ^ ((ulong)((long)bits >> 63) | (1UL << 63));

    private static ulong TurnBack(ulong key) => key ^ (((key >> 63) - 1) | (1UL << 63));
}
