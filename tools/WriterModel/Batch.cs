namespace Tauric.WriterModel;

/// <summary>
/// Documents packed behind each other; attention never crosses from one into the next. A document's last token is only
/// a target.
/// </summary>
/// <param name="Tokens">Of all documents.</param>
/// <param name="Starts">Of each document, and the end.</param>
/// <param name="Rows">Positions whose next token is learned: those of answers.</param>
/// <param name="Targets">The next token of each of them.</param>
internal sealed record Batch(
    IReadOnlyList<int> Tokens, IReadOnlyList<int> Starts, IReadOnlyList<int> Rows, IReadOnlyList<int> Targets)
{
    public int Documents => Starts.Count - 1;

    public int Length(int document) => Starts[document + 1] - Starts[document];

    /// <summary>Takes documents until the next one would not fit.</summary>
    public static Batch Pack(Func<Document> next, int tokensMax, ref Document? left)
    {
        List<int> tokens = [], starts = [0], rows = [], targets = [];
        for (Document document = left ?? next(); ; document = next())
        {
            left = document;
            if (tokens.Count + document.Tokens.Length - 1 > tokensMax) break;
            int start = tokens.Count;
            tokens.AddRange(document.Tokens.AsSpan()[..^1]);
            starts.Add(tokens.Count);
            for (int i = document.PromptTokens; i < document.Tokens.Length; i++)
            {
                rows.Add(start + i - 1);
                targets.Add(document.Tokens[i]);
            }
        }

        return new(tokens, starts, rows, targets);
    }
}

/// <param name="Tokens">Prompt, then answer, then the end of the turn.</param>
internal sealed record Document(int[] Tokens, int PromptTokens);
