using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Indicators;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus;

/// <summary>Indicators over the whole loaded history of a ticker, then windowed: never computed on 15 rows alone.</summary>
public sealed class ComputeTechnicals(CorpusOptions options) : Step
{
    public override string Name => "compute_technicals";

    public override int Version => 1;

    public override Dataset Output => CorpusDatasets.PriceWindow;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        var priced = upstream.Of(Canonical.Price).ToHashSet(StringComparer.Ordinal);
        foreach (string ticker in options.Tickers.Order(StringComparer.Ordinal))
            if (priced.Contains(ticker)) yield return new Partition(ticker, [new Read(Canonical.Price, ticker)], new Scope(ticker));
    }

    public override void Run(Work work)
    {
        RecordBatch bars = work.Rows(Canonical.Price)[0].Rows;
        double[][] columns = IndicatorSets.Corpus.Compute(new Bars(
            bars["open"].Values<double>(), bars["high"].Values<double>(), bars["low"].Values<double>(),
            bars["close"].Values<double>(), bars["volume"].Values<double>()));
        using var builder = new BatchBuilder(Output.Schema);
        for (int row = CorpusDatasets.WindowRows - 1; row < bars.Length; row++)
        {
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
        for (int c = 0; c < CorpusDatasets.BarColumns.Count; c++) AppendWindow(builder[4 + c], bars[CorpusDatasets.BarColumns[c]].Values<double>(), first);
        for (int c = 0; c < columns.Length; c++) AppendWindow(builder[4 + CorpusDatasets.BarColumns.Count + c], columns[c], first);
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
