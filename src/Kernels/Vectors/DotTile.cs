using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Tauric.Kernels.Vectors;

/// <summary>
/// The micro-kernel: rows × two registers of points, their chains of fused multiply-adds held in registers: 12 rows
/// where there are 32 of them, 6 where there are 16. Each lane goes on from the sum it finds, so that a chain may be
/// cut into blocks of columns without a trace.
/// </summary>
internal static unsafe class DotTile<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    public static int Height => IsTall ? 12 : 6;

    public static int Breadth => 2 * TLanes.Width;

    private static bool IsTall => TLanes.Registers == 32;

    /// <param name="rows">Block of a group: depth lines of Height values, line k has column k of each row.</param>
    /// <param name="panel">Block of a panel: depth lines of Breadth values, line k has column k of each point.</param>
    /// <param name="sums">Height lines of Breadth: read unless isFirst, then written.</param>
    /// <param name="ahead">From a line of rows to one that is read after this block: fetched into L1.</param>
    /// <param name="next">From a line of the panel to one that later blocks read: fetched into L2.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(
        float* rows, float* panel, int depth, float* sums, bool isFirst, nint ahead, nint next)
    {
        int line = Breadth;
        TVector a0 = default, a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0, e0 = a0, e1 = a0;
        TVector f0 = a0, f1 = a0, g0 = a0, g1 = a0, h0 = a0, h1 = a0, i0 = a0, i1 = a0, j0 = a0, j1 = a0;
        TVector k0 = a0, k1 = a0, l0 = a0, l1 = a0;
        if (!isFirst)
        {
            Load(sums, out a0, out a1);
            Load(sums + line, out b0, out b1);
            Load(sums + (2 * line), out c0, out c1);
            Load(sums + (3 * line), out d0, out d1);
            Load(sums + (4 * line), out e0, out e1);
            Load(sums + (5 * line), out f0, out f1);
        }

        if (!isFirst && IsTall)
        {
            Load(sums + (6 * line), out g0, out g1);
            Load(sums + (7 * line), out h0, out h1);
            Load(sums + (8 * line), out i0, out i1);
            Load(sums + (9 * line), out j0, out j1);
            Load(sums + (10 * line), out k0, out k1);
            Load(sums + (11 * line), out l0, out l1);
        }

        for (float* end = rows + ((nint)depth * Height); rows < end; rows += Height, panel += line)
        {
            if (Sse.IsSupported)    // Prefetchers of the hardware stop at every page.
            {
                Sse.Prefetch0(rows + ahead);
                Sse.Prefetch1(panel + next);
            }

            TVector p0 = TLanes.Load(panel), p1 = TLanes.Load(panel + TLanes.Width);
            Add(rows[0], p0, p1, ref a0, ref a1);
            Add(rows[1], p0, p1, ref b0, ref b1);
            Add(rows[2], p0, p1, ref c0, ref c1);
            Add(rows[3], p0, p1, ref d0, ref d1);
            Add(rows[4], p0, p1, ref e0, ref e1);
            Add(rows[5], p0, p1, ref f0, ref f1);
            if (!IsTall) continue;
            Add(rows[6], p0, p1, ref g0, ref g1);
            Add(rows[7], p0, p1, ref h0, ref h1);
            Add(rows[8], p0, p1, ref i0, ref i1);
            Add(rows[9], p0, p1, ref j0, ref j1);
            Add(rows[10], p0, p1, ref k0, ref k1);
            Add(rows[11], p0, p1, ref l0, ref l1);
        }

        Registers<TLanes, TVector>.Store(a0, a1, sums);
        Registers<TLanes, TVector>.Store(b0, b1, sums + line);
        Registers<TLanes, TVector>.Store(c0, c1, sums + (2 * line));
        Registers<TLanes, TVector>.Store(d0, d1, sums + (3 * line));
        Registers<TLanes, TVector>.Store(e0, e1, sums + (4 * line));
        Registers<TLanes, TVector>.Store(f0, f1, sums + (5 * line));
        if (!IsTall) return;
        Registers<TLanes, TVector>.Store(g0, g1, sums + (6 * line));
        Registers<TLanes, TVector>.Store(h0, h1, sums + (7 * line));
        Registers<TLanes, TVector>.Store(i0, i1, sums + (8 * line));
        Registers<TLanes, TVector>.Store(j0, j1, sums + (9 * line));
        Registers<TLanes, TVector>.Store(k0, k1, sums + (10 * line));
        Registers<TLanes, TVector>.Store(l0, l1, sums + (11 * line));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(float* sums, out TVector left, out TVector right) =>
        (left, right) = (TLanes.Load(sums), TLanes.Load(sums + TLanes.Width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float value, TVector points0, TVector points1, ref TVector left, ref TVector right)
    {
        TVector row = TLanes.All(value);
        left = TLanes.FusedMultiplyAdd(row, points0, left);
        right = TLanes.FusedMultiplyAdd(row, points1, right);
    }
}
