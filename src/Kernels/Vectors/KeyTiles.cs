using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Vectors;

/// <summary>What becomes of keys: stored, or reduced to the few that matter.</summary>
internal unsafe interface IKeyTaker<TVector>
    where TVector : struct
{
    /// <param name="point">Row of the first point.</param>
    /// <param name="left">Keys of point, point + 1 and so on; the right ones follow.</param>
    /// <param name="valid">Bit i is set when key i is one; the others are of padding.</param>
    /// <param name="keys">The same, stored.</param>
    /// <returns>Bit i is set when key i is to be offered.</returns>
    uint Take(int query, int point, TVector left, TVector right, uint valid, float* keys);

    /// <param name="near">Not 0: what was returned for these keys.</param>
    void Offer(int query, int point, float* keys, uint near);
}

/// <summary>A tile of queries against the panels of a chunk: dots, then keys, taken while they are in L1.</summary>
internal sealed unsafe class KeyTiles<TLanes, TVector, TTaker>(Pairing<TLanes, TVector> pairing) : ITiledWork
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
    where TTaker : struct, IKeyTaker<TVector>
{
    /// <summary>Only written between runs.</summary>
    public TTaker Taker { get; set; }

    public void Run(int item, int worker)
    {
        int breadth = Pairing<TLanes, TVector>.Breadth, atOnce = Pairing<TLanes, TVector>.RowsAtOnce;
        int start = item * pairing.TileRows, rows = Math.Min(pairing.TileRows, pairing.Queries.Count - start);
        pairing.Group(item, worker);
        for (int panel = 0; panel < pairing.Panels; panel++)
        {
            int left = Math.Min(breadth, pairing.ChunkCount - (panel * breadth));
            for (int row = 0; row < rows; row += atOnce)
            {
                int count = Math.Min(atOnce, rows - row);
                float* dots = pairing.Dots(row, count, panel, worker);
                Take(start + row, count, pairing.ChunkStart + (panel * breadth), dots, uint.MaxValue >> (32 - left));
            }
        }
    }

    /// <summary>Offers after many queries: few have one, which ones no branch foresees.</summary>
    private void Take(int query, int count, int point, float* dots, uint valid)
    {
        TTaker taker = Taker;
        uint* near = stackalloc uint[Pairing<TLanes, TVector>.RowsAtOnce];
        ulong some = Keys(taker, query, count, point, dots, valid, near);
        for (; some != 0; some &= some - 1)
        {
            int i = BitOperations.TrailingZeroCount(some);
            taker.Offer(query + i, point, dots + (i * 2 * TLanes.Width), near[i]);
        }
    }

    /// <returns>Bit i is set when near[i] is not 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong Keys(TTaker taker, int query, int count, int point, float* dots, uint valid, uint* near)
    {
        int width = TLanes.Width;
        float* factors = pairing.QueryFactors + query, offsets = pairing.QueryOffsets + query;
        TVector factor0 = TLanes.Load(pairing.PointFactors + point);
        TVector factor1 = TLanes.Load(pairing.PointFactors + point + width);
        TVector offset0 = TLanes.Load(pairing.PointOffsets + point);
        TVector offset1 = TLanes.Load(pairing.PointOffsets + point + width);
        TVector floor = TLanes.All(pairing.Metric.Floor);
        ulong some = 0;
        for (int i = 0; i < count; i++, dots += 2 * width)
        {
            TVector factor = TLanes.All(factors[i]), offset = TLanes.All(offsets[i]);
            TVector left = Keys(factor, factor0, TLanes.Load(dots), offset, offset0, floor);
            TVector right = Keys(factor, factor1, TLanes.Load(dots + width), offset, offset1, floor);
            Registers<TLanes, TVector>.Store(left, right, dots);
            near[i] = taker.Take(query + i, point, left, right, valid, dots);
            some |= (near[i] != 0 ? 1UL : 0) << i;
        }

        return some;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Keys(
        TVector factor, TVector factors, TVector dots, TVector offset, TVector offsets, TVector floor) => TLanes.Max(
            floor, TLanes.FusedMultiplyAdd(TLanes.Multiply(factor, factors), dots, TLanes.Add(offset, offsets)));
}
