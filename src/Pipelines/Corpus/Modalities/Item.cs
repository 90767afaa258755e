using System.Text;
using Tauric.Engine;
using Tauric.Engine.Datasets;
using Tauric.Engine.Contracts;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>One whole piece of a prompt: a line or a table, kept or left out, never cut.</summary>
public sealed class Item
{
    private int _tokens = -1;

    /// <param name="id">Names it in the recipe.</param>
    /// <param name="text">
    /// Starts with <c>-</c>, <c>&lt;</c> or <c>#</c> and ends in a newline, so that token counts add up.
    /// </param>
    /// <param name="group">Sampling bucket, or empty.</param>
    /// <exception cref="BugException">The text starts or ends with something else.</exception>
    public Item(string id, string text, string group = "")
    {
        if (text is not ['-' or '<' or '#', .., '\n'])
            throw new BugException($"Item '{id}' must start with '-', '<' or '#' and end in a newline.");
        (Id, Text, Group, Utf8) = (id, text, group, Encoding.UTF8.GetBytes(text));
        Lot = Hash256.Of(Encoding.UTF8.GetBytes(id)).First;
    }

    public string Id { get; }

    public string Group { get; }

    public string Text { get; }

    public byte[] Utf8 { get; }

    /// <summary>64 bits that stand for the item when a variation draws lots.</summary>
    public ulong Lot { get; }

    /// <summary>Counted once: an item is always counted by the same tokenizer.</summary>
    public int Tokens(ITokenizer tokenizer)
    {
        if (_tokens < 0) _tokens = tokenizer.Count(Text);
        return _tokens;
    }
}
