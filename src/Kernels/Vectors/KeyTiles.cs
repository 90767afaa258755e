using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Vectors;

/// <summary>What becomes of keys: stored, or reduced to the few that matter.</summary>
internal unsafe interface IKeyTaker
{
    /// <param name="point">Row of the first point.</param>
    /// <param name="keys">Two registers of keys: point, point + 1 and so on.</param>
    /// <param name="valid">Bit i is set when key i is one; the others are of padding.</param>
    void Take(int query, int point, float* keys, uint valid);
}

/// <summary>A tile of queries against the panels of a chunk: dots, then keys, taken while they are in L1.</summary>
internal sealed unsafe class KeyTiles<TLanes, TVector, TTaker>(Pairing<TLanes, TVector> pairing) : ITiledWork
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
    where TTaker : struct, IKeyTaker
{
    /// <summary>Only written between runs.</summary>
    public TTaker Taker { get; set; }

    public void Run(int item, int worker)
    {
        int breadth = Pairing<TLanes, TVector>.Breadth;
        for (int panel = 0; panel < pairing.Panels; panel++)
        {
            float* dots = pairing.Dots(item, panel, worker);
            int left = Math.Min(breadth, pairing.ChunkCount - (panel * breadth));
            Take(item, pairing.ChunkStart + (panel * breadth), dots, uint.MaxValue >> (32 - left));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(int item, int point, float* dots, uint valid)
    {
        TTaker taker = Taker;
        int start = item * pairing.TileRows, end = Math.Min(start + pairing.TileRows, pairing.Queries.Count);
        int width = TLanes.Width;
        float* factors = pairing.QueryFactors, offsets = pairing.QueryOffsets;
        TVector factor0 = TLanes.Load(pairing.PointFactors + point);
        TVector factor1 = TLanes.Load(pairing.PointFactors + point + width);
        TVector offset0 = TLanes.Load(pairing.PointOffsets + point);
        TVector offset1 = TLanes.Load(pairing.PointOffsets + point + width);
        TVector floor = TLanes.All(pairing.Metric.Floor);
        for (int query = start; query < end; query++, dots += 2 * width)
        {
            TVector factor = TLanes.All(factors[query]), offset = TLanes.All(offsets[query]);
            TLanes.Store(Keys(factor, factor0, TLanes.Load(dots), offset, offset0, floor), dots);
            TLanes.Store(Keys(factor, factor1, TLanes.Load(dots + width), offset, offset1, floor), dots + width);
            taker.Take(query, point, dots, valid);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Keys(
        TVector factor, TVector factors, TVector dots, TVector offset, TVector offsets, TVector floor) => TLanes.Max(
            floor, TLanes.FusedMultiplyAdd(TLanes.Multiply(factor, factors), dots, TLanes.Add(offset, offsets)));
}
