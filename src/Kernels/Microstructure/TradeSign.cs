namespace Tauric.Kernels.Microstructure;

/// <summary>
/// Who began a trade by three rules: 1 the buyer, −1 the seller, 0 unknown or no trade in the row. No warm-up.
/// </summary>
/// <remarks>
/// Quote rule: above the mid 1, below −1, at it 0. Tick rule: above the last different trade price 1, below −1; 0
/// before there is one. Lee–Ready: the quote rule, and the tick rule where that is silent (Lee and Ready 1991; their
/// five seconds of delay are for clocks of that time: a row holds the quote in force before it).
/// The last different price may be any way back: a stream carries <see cref="State"/> on.
/// </remarks>
[Kernel("trade_sign")]
public sealed record TradeSign : TickKernel
{
    private static readonly string[] Names = ["quote_rule", "tick_rule", "lee_ready"];

    /// <summary>What is remembered of trades; <c>default</c> before the first.</summary>
    public struct State
    {
        private double _price;
        private int _sign;

        /// <summary>The signs of the next row.</summary>
        internal (int Quote, int Tick, int LeeReady) Push(in Ticks ticks, int row)
        {
            if (ticks.TradeSize[row] == 0) return default;
            double price = ticks.TradePrice[row];
            if (_price != 0 && price != _price) _sign = price > _price ? 1 : -1;
            _price = price;
            int quote = ticks.QuoteSign(row);
            return (quote, _sign, quote != 0 ? quote : _sign);
        }
    }

    public override IReadOnlyList<string> Outputs => Names;

    public override int Warmup => 0;

    /// <summary>The same for ticks that go on where the state's left off.</summary>
    public static void Continue(ref State state, in Ticks ticks, Span<double> columns)
    {
        int rows = ticks.Length;
        for (int row = 0; row < rows; row++)
        {
            (columns[row], columns[rows + row], columns[(2 * rows) + row]) = state.Push(ticks, row);
        }
    }

    protected override void Fill(in Ticks ticks, Span<double> columns)
    {
        State state = default;
        Continue(ref state, ticks, columns);
    }
}
