namespace Tauric.Kernels.Lanes;

/// <summary>A definition of one row that does not look at the rows another call writes.</summary>
internal interface IRowOp
{
    /// <param name="row">The first of <c>T.Width</c> rows.</param>
    void At<T>(nint row)
        where T : struct, ILane<T>;
}

/// <summary>The loop over rows: four at a time where that is faster, then one by one; the bits are the same.</summary>
internal static class EachRow
{
    public static void Run<TOp>(TOp op, int from, int to)
        where TOp : struct, IRowOp
    {
        nint row = from;
        if (VectorLane.IsSupported)
        {
            for (; row <= to - VectorLane.Width; row += VectorLane.Width) op.At<VectorLane>(row);
        }

        for (; row < to; row++) op.At<ScalarLane>(row);
    }
}
