using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>The last 15 daily bars, one table.</summary>
public sealed class PriceModality : Modality
{
    private const int StaleDaysMax = 7;

    public override string Name => "price";

    public override string Title => "Daily prices";

    public override IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream) =>
        [new Read(CorpusDatasets.PriceWindow, day.Ticker, day.Cutoff - (StaleDaysMax * UtcMicros.PerDay), day.Cutoff)];

    public override IReadOnlyList<Item> Items(DecisionDay day, Work work)
    {
        if (Latest(work) is not { } window) return [];
        RecordBatch rows = window.Rows;
        Range range = rows["dates"].ItemRange(window.Row);
        (int start, int count) = range.GetOffsetAndLength(int.MaxValue);
        ReadOnlySpan<int> dates = rows["dates"].Children[0].Values<int>();
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            text.Append("- ").Append(CorpusDays.Text(UtcMicros.FromDate32(dates[start + i])));
            foreach (string column in CorpusDatasets.BarColumns)
            {
                double value = rows[column].Children[0].Values<double>()[start + i];
                string figure = column == "volume" ? Figures.Short(value) : Figures.Price(value);
                text.Append(' ').Append(column).Append(' ').Append(figure);
            }

            text.Append('\n');
        }

        return [new Item("price", text.ToString())];
    }

    /// <summary>The newest window that is not older than a week, if there is one.</summary>
    internal static (RecordBatch Rows, int Row)? Latest(Work work)
    {
        foreach (ReadRows read in work.Rows(CorpusDatasets.PriceWindow))
            if (read.Rows.Length > 0) return (read.Rows, read.Rows.Length - 1);
        return null;
    }
}
