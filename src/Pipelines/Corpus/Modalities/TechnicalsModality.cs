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
    public override IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream) =>
        new PriceModality().Reads(day, upstream);

    public override IReadOnlyList<Item> Items(DecisionDay day, Work work)
    {
        if (PriceModality.Latest(work) is not { } window) return [];
        var items = new List<Item>();
        foreach (IndicatorColumn column in IndicatorSets.Corpus.Columns)
        {
            Column windows = window.Rows[column.Name];
            Column values = windows.Children[0];
            (int start, int count) = windows.ItemRange(window.Row).GetOffsetAndLength(int.MaxValue);
            int last = start + count - 1;
            if (count == 0 || values.IsNull(last)) continue;   // Still warming up: say nothing.
            var text = new StringBuilder().Append('<').Append(column.Name).Append("> now ")
                .Append(Figures.Short(values.Values<double>()[last])).Append(" | ").Append(column.Purpose).Append(" |");
            for (int i = start; i <= last; i++)
                text.Append(' ').Append(values.IsNull(i) ? "n/a" : Figures.Short(values.Values<double>()[i]));
            items.Add(new Item(column.Name, text.Append('\n').ToString()));
        }

        return items;
    }
}
