using System.Text;
using Tauric.Engine;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>One kind of evidence a prompt may show: what it reads of the past, and how it says it.</summary>
public abstract class Modality
{
    /// <summary>Stable name, for recipes: <c>technicals</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Heading in the prompt.</summary>
    public abstract string Title { get; }

    /// <summary>The rows it needs on a day; none may be known after the cutoff.</summary>
    public abstract IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream);

    /// <summary>Everything it could show that day, most wanted first. Empty when there is nothing.</summary>
    public abstract IReadOnlyList<Item> Items(DecisionDay day, Work work);

    /// <summary>What one variation shows: all of it, unless the modality samples.</summary>
    /// <param name="random">Keyed by ticker, day and variation.</param>
    public virtual IReadOnlyList<Item> Sample(IReadOnlyList<Item> items, CounterRandom random) => items;
}

/// <summary>A ticker on the day of a decision.</summary>
/// <param name="Cutoff">The instant of decision, µs UTC.</param>
public sealed record DecisionDay(string Ticker, DateOnly Day, long Cutoff);

/// <summary>One whole item of a prompt: a line or a table, kept or left out, never cut.</summary>
public sealed class Item(string id, string text, string group = "")
{
    private int _tokens = -1;

    /// <summary>Names it in the recipe.</summary>
    public string Id { get; } = id;

    /// <summary>Sampling bucket, or empty.</summary>
    public string Group { get; } = group;

    public string Text { get; } = text;

    /// <summary>UTF-8, ending in a newline and starting with no white space, so that token counts add up.</summary>
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(text);

    /// <summary>64 bits that stand for the item when a variation draws lots.</summary>
    public ulong Lot { get; } = (ulong)(Hash256.Of(Encoding.UTF8.GetBytes(id)).High >> 64);

    public int Tokens(Engine.Contracts.ITokenizer tokenizer)
    {
        if (_tokens < 0) _tokens = tokenizer.Count(Text);
        return _tokens;
    }
}
