using System.Text.Json.Serialization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Indicators;
using Tauric.Kernels.Statistics;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Decisions.Contexts;

/// <summary>
/// The state of a symbol at each close, from its daily bars and the market's up to it: returns, volatility and its
/// place among the last two years', drawdown, indicators, and the regime.
/// </summary>
/// <param name="market">The symbol whose return is the market's.</param>
public sealed class ComputeDailyStates(string market = ComputeDailyStates.Market) : Step
{
    public const string Market = "SPY";

    private const string VixSeries = "VIXCLS";
    private const int PercentileRows = 504;
    private const int CorrelationRows = 60;
    private const int SlopeRows = 5;

    // A year is 252 sessions; in per cent.
    private static readonly double s_annual = 100 * Math.Sqrt(252);

    private static readonly DirectionalIndicator s_directions = new(14);

    private static readonly IndicatorSet s_set = new(
    [
        new("volatility", new CloseVolatility(20), ""),
        new("drawdown", new RollingDrawdown(252), ""),
        new("adx", new Adx(14), ""),
        new("plus_di", s_directions, "plus_di", ""),
        new("minus_di", s_directions, "minus_di", ""),
        new("sma_50", new Sma(50), ""),
        new("rsi", new Rsi(14), ""),
        new("atr", new Atr(14), ""),
    ]);

    public override string Name => "compute_daily_states";

    public override int Version => 1;

    public override Dataset Output => ContextDatasets.DailyStates;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters => [new("market", market)];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        Read[] shared =
        [
            .. upstream.Of(Canonical.Price).Where(ticker => ticker == market).Select(t => new Read(Canonical.Price, t)),
            .. upstream.Of(Canonical.Macro).Where(series => series == VixSeries)
                .Select(series => new Read(Canonical.Macro, series)),
        ];
        foreach (string ticker in upstream.Of(Canonical.Price))
        {
            Read[] reads = [.. shared.Where(r => r.Key != ticker).Prepend(new Read(Canonical.Price, ticker))];
            yield return new Partition(ticker, reads, new Scope(ticker));
        }
    }

    public override void Run(Work work)
    {
        IReadOnlyList<ReadRows> prices = work.Rows(Canonical.Price);
        if (prices.Count == 0) return;
        RecordBatch bars = prices[0].Rows;
        RecordBatch? benchmark = prices.FirstOrDefault(p => p.Read.Key == market)?.Rows;
        double[][] columns = s_set.Compute(new Bars(
            bars["open"].Values<double>(), bars["high"].Values<double>(), bars["low"].Values<double>(),
            bars["close"].Values<double>(), bars["volume"].Values<double>()));
        double[] marketReturns = MarketReturns(bars, benchmark);
        RecordBatch? vix = work.Rows(Canonical.Macro).Select(rows => rows.Rows).FirstOrDefault();
        var regimes = new Regimes();
        using var rows = new BatchBuilder(Output.Schema);
        for (int row = 0; row < bars.Length; row++)
        {
            long known = bars["known_at"].Values<long>()[row];
            double[] state = State(bars, columns, marketReturns, row, VixAt(vix, known));
            Append(rows, work.Key, known, state, regimes.Push(new Regimes.Bar(
                state[5], state[6], state[15], state[7], state[8], state[9], state[10])));
            if (rows.Length >= work.BatchRowsMax) work.Write(rows.Build());
        }

        if (rows.Length > 0) work.Write(rows.Build());
    }

    /// <summary>In the order of <see cref="DailyState.Numbers"/>.</summary>
    private static double[] State(
        RecordBatch bars, double[][] columns, double[] marketReturns, int row, double vix)
    {
        ReadOnlySpan<double> close = bars["adj_close"].Values<double>();
        double volatility = columns[0][row] * s_annual, sma = columns[5][row];
        int warm = s_set.Columns[0].Indicator.Warmup, first = Math.Max(warm, row + 1 - PercentileRows);
        ReadOnlySpan<double> past = row >= warm ? columns[0].AsSpan(first, row + 1 - first) : [];
        // A year at least: a place among a few days says nothing.
        double percentile = past.Length < PercentileRows / 2 ? double.NaN : ShareAtMost(past, columns[0][row]);
        double before = row >= SlopeRows ? columns[5][row - SlopeRows] : double.NaN;
        (double correlation, double beta) = ToMarket(close, marketReturns, row);
        return
        [
            bars["close"].Values<double>()[row], Return(close, row, 1), Return(close, row, 5), Return(close, row, 20),
            volatility, percentile, columns[1][row], columns[2][row], columns[3][row], columns[4][row],
            100 * ((sma / before) - 1), columns[6][row], 100 * columns[7][row] / bars["close"].Values<double>()[row],
            correlation, beta, vix,
        ];
    }

    private static double Return(ReadOnlySpan<double> close, int row, int rows) =>
        row < rows ? double.NaN : 100 * ((close[row] / close[row - rows]) - 1);

    private static double ShareAtMost(ReadOnlySpan<double> past, double value)
    {
        int count = 0;
        foreach (double other in past) count += other <= value ? 1 : 0;
        return (double)count / past.Length;
    }

    private static (double Correlation, double Beta) ToMarket(ReadOnlySpan<double> close, double[] market, int row)
    {
        if (row < CorrelationRows) return (double.NaN, double.NaN);
        Span<double> own = stackalloc double[CorrelationRows], other = stackalloc double[CorrelationRows];
        int known = 0;
        for (int i = row - CorrelationRows + 1; i <= row; i++)
        {
            if (double.IsNaN(market[i])) continue;
            (own[known], other[known++]) = (Elementary.Log(close[i] / close[i - 1]), market[i]);
        }

        // A few sessions may be missing in one of the two.
        if (known < CorrelationRows - 5) return (double.NaN, double.NaN);
        double correlation = SpanStatistics.Correlation(own[..known], other[..known]);
        double spread = SpanStatistics.Deviation(other[..known]);
        return (correlation, correlation * SpanStatistics.Deviation(own[..known]) / spread);
    }

    /// <summary>The market's log return of each of the bars' days; NaN where it has none.</summary>
    private static double[] MarketReturns(RecordBatch bars, RecordBatch? market)
    {
        double[] returns = new double[bars.Length];
        Array.Fill(returns, double.NaN);
        if (market is null) return returns;
        ReadOnlySpan<int> days = bars["date"].Values<int>(), marketDays = market["date"].Values<int>();
        ReadOnlySpan<double> close = market["adj_close"].Values<double>();
        for (int row = 1, at = 1; row < days.Length && at < marketDays.Length; row++)
        {
            while (at < marketDays.Length && marketDays[at] < days[row]) at++;
            if (at < marketDays.Length && marketDays[at] == days[row] && marketDays[at - 1] == days[row - 1])
                returns[row] = Elementary.Log(close[at] / close[at - 1]);
        }

        return returns;
    }

    /// <summary>The last value known; vintages are rows of their own.</summary>
    private static double VixAt(RecordBatch? vix, long micros)
    {
        if (vix is null) return double.NaN;
        (int start, int count) = RowIndex.Between(vix["known_at"].Values<long>(), long.MinValue, micros)
            .GetOffsetAndLength(vix.Length);
        return count == 0 ? double.NaN : vix["value"].Values<double>()[start + count - 1];
    }

    private static void Append(
        BatchBuilder rows, string symbol, long known, double[] state,
        (MarketRegime? Regime, string? Trend, string? Volatility) regime)
    {
        rows[0].AppendText(symbol);
        rows[1].Append(known);
        rows[2].Append(known);
        for (int i = 0; i < state.Length; i++) rows[3 + i].AppendKnown(state[i]);
        rows["market_regime"].AppendText(regime.Regime is { } r ? EnumNames<MarketRegime>.Of(r) : null);
        rows["trend"].AppendText(regime.Trend);
        rows["volatility"].AppendText(regime.Volatility);
    }
}

internal static class KnownNumbers
{
    /// <summary>Appends a number, or null where it is not one.</summary>
    public static void AppendKnown(this ColumnBuilder column, double value)
    {
        if (double.IsFinite(value)) column.Append(value);
        else column.AppendNull();
    }
}
