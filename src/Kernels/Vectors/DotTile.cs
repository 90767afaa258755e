namespace Tauric.Kernels.Vectors;

/// <summary>
/// The micro-kernel: 6 rows × two registers of points, 12 chains of fused multiply-adds held in registers. Each lane
/// goes on from the sum it finds, so that a chain may be cut into blocks of columns without a trace.
/// </summary>
internal static unsafe class DotTile<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    public const int Height = 6;

    public static int Breadth => 2 * TLanes.Width;

    /// <param name="rows">The first row at the block's first column; row i at i·pitch.</param>
    /// <param name="height">Rows there are, 1 to 6: the last one stands in for those missing.</param>
    /// <param name="panel">Block of a panel: depth lines of Breadth values, line k has column k of each point.</param>
    /// <param name="sums">6 lines of Breadth: read unless first, then written.</param>
    public static void Accumulate(
        float* rows, nint pitch, int height, float* panel, int depth, float* sums, bool first)
    {
        float* r0 = rows, r1 = r0 + (height > 1 ? pitch : 0), r2 = r1 + (height > 2 ? pitch : 0);
        float* r3 = r2 + (height > 3 ? pitch : 0), r4 = r3 + (height > 4 ? pitch : 0);
        float* r5 = r4 + (height > 5 ? pitch : 0);
        int width = TLanes.Width, breadth = 2 * TLanes.Width;
        TVector s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        TVector s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        if (!first)
        {
            float* sum = sums;
            (s00, s01) = (TLanes.Load(sum), TLanes.Load(sum + width));
            (s10, s11) = (TLanes.Load(sum += breadth), TLanes.Load(sum + width));
            (s20, s21) = (TLanes.Load(sum += breadth), TLanes.Load(sum + width));
            (s30, s31) = (TLanes.Load(sum += breadth), TLanes.Load(sum + width));
            (s40, s41) = (TLanes.Load(sum += breadth), TLanes.Load(sum + width));
            (s50, s51) = (TLanes.Load(sum += breadth), TLanes.Load(sum + width));
        }

        for (nint k = 0; k < depth; k++, panel += breadth)
        {
            TVector p0 = TLanes.Load(panel), p1 = TLanes.Load(panel + width);
            TVector row = TLanes.All(r0[k]);
            s00 = TLanes.FusedMultiplyAdd(row, p0, s00);
            s01 = TLanes.FusedMultiplyAdd(row, p1, s01);
            row = TLanes.All(r1[k]);
            s10 = TLanes.FusedMultiplyAdd(row, p0, s10);
            s11 = TLanes.FusedMultiplyAdd(row, p1, s11);
            row = TLanes.All(r2[k]);
            s20 = TLanes.FusedMultiplyAdd(row, p0, s20);
            s21 = TLanes.FusedMultiplyAdd(row, p1, s21);
            row = TLanes.All(r3[k]);
            s30 = TLanes.FusedMultiplyAdd(row, p0, s30);
            s31 = TLanes.FusedMultiplyAdd(row, p1, s31);
            row = TLanes.All(r4[k]);
            s40 = TLanes.FusedMultiplyAdd(row, p0, s40);
            s41 = TLanes.FusedMultiplyAdd(row, p1, s41);
            row = TLanes.All(r5[k]);
            s50 = TLanes.FusedMultiplyAdd(row, p0, s50);
            s51 = TLanes.FusedMultiplyAdd(row, p1, s51);
        }

        Registers<TLanes, TVector>.Store(s00, s01, sums);
        Registers<TLanes, TVector>.Store(s10, s11, sums += breadth);
        Registers<TLanes, TVector>.Store(s20, s21, sums += breadth);
        Registers<TLanes, TVector>.Store(s30, s31, sums += breadth);
        Registers<TLanes, TVector>.Store(s40, s41, sums += breadth);
        Registers<TLanes, TVector>.Store(s50, s51, sums + breadth);
    }
}
