using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Indicators;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// Indicators over the whole loaded history of a ticker, then windowed: never computed on 15 rows alone. Windows are
/// written for the days a decision can read.
/// </summary>
/// <param name="options">Days and tickers.</param>
/// <param name="indicators">Where they are computed, which reaches no byte; null for the processor.</param>
public sealed class ComputeTechnicals(CorpusOptions options, PlacedIndicators? indicators = null) : Step
{
    /// <summary>Calendar days before the first decision: how old its newest window may be, and some.</summary>
    private const int DaysBefore = 10;
    private readonly PlacedIndicators _indicators = indicators ?? PlacedIndicators.OnProcessor;
    private CorpusDays? _days;
    private Absence[] _absent = [];

    public override string Name => "compute_technicals";

    public override int Version => 2;

    public override Dataset Output => CorpusDatasets.PriceWindow;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [new("from", CorpusDays.Text(From)), new("to", CorpusDays.Text(To))];

    public override IReadOnlyList<Absence> Absent => _absent;

    private DateOnly From => Days.Days[0].AddDays(-DaysBefore);

    private DateOnly To => Days.Days[^1];

    private CorpusDays Days => _days ?? throw new InvalidOperationException("Plan comes first.");

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        IReadOnlyList<string> priced = upstream.Of(Canonical.Price);
        _days = CorpusDays.Of(options, upstream);
        _absent = [.. options.Tickers.Except(priced).Order(StringComparer.Ordinal)
            .Select(ticker => new Absence(ticker, "no prices in the input"))];
        return priced.Intersect(options.Tickers).Order(StringComparer.Ordinal)
            .Select(ticker => new Partition(ticker, [new Read(Canonical.Price, ticker)], new Scope(ticker)));
    }

    public override void Run(Work work)
    {
        RecordBatch bars = work.Rows(Canonical.Price)[0].Rows;
        ReadOnlySpan<int> dates = bars["date"].Values<int>();
        double[][] columns = _indicators.Compute(IndicatorSets.Corpus, new Bars(
            bars["open"].Values<double>(), bars["high"].Values<double>(), bars["low"].Values<double>(),
            bars["close"].Values<double>(), bars["volume"].Values<double>()));
        int from = UtcMicros.ToDate32(From), to = UtcMicros.ToDate32(To);
        using var builder = new BatchBuilder(Output.Schema);
        for (int row = CorpusDatasets.WindowRows - 1; row < bars.Length; row++)
        {
            if (dates[row] < from || dates[row] > to) continue;
            work.Cancelled.ThrowIfCancellationRequested();
            Append(builder, work.Key, bars, columns, row);
            if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
        }

        work.Write(builder.Build());
    }

    private static void Append(BatchBuilder builder, string ticker, RecordBatch bars, double[][] columns, int row)
    {
        int first = row - CorpusDatasets.WindowRows + 1;
        builder[0].AppendText(ticker);
        builder[1].Append(bars["date"].Values<int>()[row]);
        builder[2].Append(bars["known_at"].Values<long>()[row]);
        builder[3].Child().Append(bars["date"].Values<int>().Slice(first, CorpusDatasets.WindowRows));
        builder[3].CloseRow();
        int column = 4;
        foreach (string bar in CorpusDatasets.BarColumns)
            AppendWindow(builder[column++], bars[bar].Values<double>(), first);
        foreach (double[] values in columns) AppendWindow(builder[column++], values, first);
    }

    /// <summary>A value that has not warmed up is null, never zero.</summary>
    private static void AppendWindow(ColumnBuilder builder, ReadOnlySpan<double> values, int first)
    {
        foreach (double value in values.Slice(first, CorpusDatasets.WindowRows))
        {
            if (double.IsNaN(value)) builder.Child().AppendNull();
            else builder.Child().Append(value);
        }

        builder.CloseRow();
    }
}
