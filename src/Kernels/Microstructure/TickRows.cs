using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Microstructure;

/// <summary>One tick, or four in a row: a definition cannot tell.</summary>
internal readonly unsafe struct TickRow<T>(double** columns, nint row)
    where T : struct, ILane<T>
{
    public T Bid => T.Load(columns[0] + row);

    public T Ask => T.Load(columns[1] + row);

    public T BidSize => T.Load(columns[2] + row);

    public T AskSize => T.Load(columns[3] + row);

    public T TradePrice => T.Load(columns[4] + row);

    public T TradeSize => T.Load(columns[5] + row);

    public T Mid => (Bid + Ask) * 0.5;
}

/// <summary>A definition of one row that needs one tick.</summary>
internal interface ITickOp
{
    /// <param name="y">Where the outputs go.</param>
    static abstract void At<T>(TickRow<T> tick, ref Row<T> y)
        where T : struct, ILane<T>;
}

/// <summary>The driver of such definitions.</summary>
internal static class TickRows
{
    /// <param name="ticks">Any number of rows.</param>
    /// <param name="columns">At most <see cref="Row{T}.Fields"/> outputs, one after the other.</param>
    public static unsafe void Each<TOp>(in Ticks ticks, Span<double> columns)
        where TOp : struct, ITickOp
    {
        fixed (double* bid = ticks.Bid, ask = ticks.Ask, bidSize = ticks.BidSize, askSize = ticks.AskSize,
            tradePrice = ticks.TradePrice, tradeSize = ticks.TradeSize, to = columns)
        {
            double** from = stackalloc[] { bid, ask, bidSize, askSize, tradePrice, tradeSize };
            int outputs = columns.Length / Math.Max(1, ticks.Length);
            EachRow.Run(new Over<TOp>(from, to, outputs, ticks.Length), 0, ticks.Length);
        }
    }

    private readonly unsafe struct Over<TOp>(double** from, double* to, int outputs, nint rows) : IRowOp
        where TOp : struct, ITickOp
    {
        public void At<T>(nint row)
            where T : struct, ILane<T>
        {
            var into = new Row<T>(null, row);
            TOp.At(new TickRow<T>(from, row), ref into);
            into.Store(outputs, to, to + rows, to + (2 * rows));
        }
    }
}
