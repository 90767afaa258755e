using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Indicators;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>15 days of every indicator, each on a line of its own with its tag and what it tells.</summary>
public sealed class TechnicalsModality : Modality
{
    public override string Name => "technicals";

    public override string Title => "Technical indicators (15 sessions, oldest first)";

    /// <summary>The price window, which <see cref="PriceModality"/> declares too: a read is declared once.</summary>
    public override IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream) => new PriceModality().Reads(day, upstream);

    public override IReadOnlyList<Item> Items(DecisionDay day, Work work)
    {
        if (PriceModality.Latest(work) is not { } window) return [];
        var items = new List<Item>();
        foreach (IndicatorColumn column in IndicatorSets.Corpus.Columns)
        {
            Column values = window.Rows[column.Name];
            (int start, int count) = values.ItemRange(window.Row).GetOffsetAndLength(int.MaxValue);
            if (count == 0 || values.Children[0].IsNull(start + count - 1)) continue;   // Still warming up: say nothing.
            double now = values.Children[0].Values<double>()[start + count - 1];
            var text = new StringBuilder().Append('<').Append(column.Name).Append("> now ").Append(Figures.Short(now))
                .Append(" | ").Append(column.Purpose).Append(" |");
            for (int i = start; i < start + count; i++)
                text.Append(' ').Append(values.Children[0].IsNull(i) ? "n/a" : Figures.Short(values.Children[0].Values<double>()[i]));
            items.Add(new Item(column.Name, text.Append('\n').ToString()));
        }

        return items;
    }
}
