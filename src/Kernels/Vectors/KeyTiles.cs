using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Vectors;

/// <summary>What becomes of keys: stored, or reduced to the few that matter.</summary>
internal interface IKeyTaker<TVector>
{
    /// <param name="point">Row of the point in lane 0; the others follow.</param>
    /// <param name="lanes">Bit i is set when lane i holds a point.</param>
    void Take(int query, int point, TVector keys, uint lanes);
}

/// <summary>A tile of queries against the panels of a chunk: dots, keys (<see cref="Metric"/>), taken while in L1.</summary>
internal sealed unsafe class KeyTiles<TLanes, TVector, TTaker>(Pairing<TLanes, TVector> pairing) : ITiledWork
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TTaker : struct, IKeyTaker<TVector>
{
    /// <summary>Only written between runs.</summary>
    public TTaker Taker { get; set; }

    public void Run(int item, int worker)
    {
        TTaker taker = Taker;
        int start = item * pairing.TileRows, end = Math.Min(start + pairing.TileRows, pairing.Queries.Count);
        int breadth = Pairing<TLanes, TVector>.Breadth;
        for (int panel = 0; panel < pairing.Panels; panel++)
        {
            float* dots = pairing.Dots(item, panel, worker);
            int first = panel * breadth, left = pairing.ChunkCount - first;
            for (int query = start; query < end; query++, dots += breadth)
                Take(ref taker, query, pairing.ChunkStart + first, left, dots);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(ref TTaker taker, int query, int point, int left, float* dots)
    {
        TVector factor = TLanes.All(pairing.QueryFactors[query]), offset = TLanes.All(pairing.QueryOffsets[query]);
        TVector floor = TLanes.All(pairing.Metric.Floor);
        for (int half = 0; half < 2 && left > 0; half++)
        {
            TVector factors = TLanes.Multiply(factor, TLanes.Load(pairing.PointFactors + point));
            TVector offsets = TLanes.Add(offset, TLanes.Load(pairing.PointOffsets + point));
            TVector keys = TLanes.Max(floor, TLanes.FusedMultiplyAdd(factors, TLanes.Load(dots), offsets));
            taker.Take(query, point, keys, uint.MaxValue >> Math.Max(0, 32 - Math.Min(left, TLanes.Width)));
            (point, left) = (point + TLanes.Width, left - TLanes.Width);
            dots += TLanes.Width;
        }
    }
}
