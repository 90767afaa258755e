using Tauric.Engine;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>One kind of evidence a prompt may show: what it reads of the past, and how it says it.</summary>
public abstract class Modality
{
    private Item? _heading;

    /// <summary>Stable name, for recipes: <c>technicals</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Heading in the prompt.</summary>
    public abstract string Title { get; }

    /// <summary>The heading as a line of the prompt.</summary>
    public Item Heading => _heading ??= new Item(Name, $"## {Title}\n");

    /// <summary>The rows it needs on a day; none may be known after the cutoff.</summary>
    public abstract IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream);

    /// <summary>Everything it could show that day, most wanted first. Empty when there is nothing.</summary>
    public abstract IReadOnlyList<Item> Items(DecisionDay day, Work work);

    /// <summary>What one variation shows: all of it, unless the modality samples.</summary>
    /// <param name="random">Keyed by ticker, day and variation.</param>
    public virtual IReadOnlyList<Item> Sample(IReadOnlyList<Item> items, CounterRandom random) => items;

    /// <summary>
    /// Of every group the items with the lowest lots (bottom-k), in the order they came: one item more or less changes
    /// only the draws that it enters or leaves. Items of other groups are not drawn.
    /// </summary>
    protected static IReadOnlyList<Item> Draw(
        IReadOnlyList<Item> items, CounterRandom random, IReadOnlyList<(string Group, int Rows)> groups)
    {
        var isDrawn = new bool[items.Count];
        var lots = new ulong[items.Count];
        var places = new int[items.Count];
        foreach ((string group, int rows) in groups)
        {
            int count = 0;
            for (int i = 0; i < items.Count; i++)
            {
                if (items[i].Group != group) continue;
                lots[count] = random.BitsOf(items[i].Lot);
                places[count++] = i;
            }

            if (count > rows) Array.Sort(lots, places, 0, count);
            foreach (int place in places.AsSpan(0, Math.Min(count, rows))) isDrawn[place] = true;
        }

        return [.. items.Where((_, i) => isDrawn[i])];
    }
}

/// <summary>A ticker on the day of a decision.</summary>
/// <param name="Cutoff">The instant of decision, µs UTC.</param>
public sealed record DecisionDay(string Ticker, DateOnly Day, long Cutoff);
