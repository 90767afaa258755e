using System.Buffers;
using System.Text;
using Tauric.Engine.Contracts;
using Tauric.Native.Llama;

namespace Tauric.Adapters.Models.Llama;

/// <summary>One request on its way: its own tokens, its chooser, and what it has written so far.</summary>
internal class RunningAnswer(
    int index, LlamaVocabulary vocabulary, TokenChooser chooser, int prefixTokens, int[] suffix, int tokensMax)
    : IDisposable
{
    private readonly ArrayBufferWriter<byte> _written = new();

    /// <summary>Of the request in its group.</summary>
    public int Index => index;

    public int[] Suffix => suffix;

    /// <summary>Most cells its own tokens may take. The last token is written and never decoded.</summary>
    public int CellsMax => suffix.Length + tokensMax - 1;

    /// <summary>Cells its own tokens have taken.</summary>
    public int Cells => Math.Min(suffix.Length + Tokens, CellsMax);

    public int Sequence { get; set; }

    public int Tokens { get; private set; }

    /// <summary>The newest token, and the position it will be decoded at.</summary>
    public (int Token, int Position) Next { get; private set; }

    /// <summary>Set when the answer is complete.</summary>
    public TextAnswer? Answer { get; private set; }

    /// <summary>Chooses the next token.</summary>
    public virtual void Continue(ReadOnlySpan<float> logits, LlamaTokenData[] candidates)
    {
        int token = chooser.Choose(logits, candidates);
        if (token < 0)
            Answer = Refusal(token == -1 ? "the model computes no numbers" : "the grammar allows none of the tokens");
        else if (vocabulary.Ends(token))
            Answer = Written(AnswerEnd.Stop);
        else
            Append(token);
    }

    public void Dispose() => chooser.Dispose();

    private void Append(int token)
    {
        chooser.Accept(token);
        _written.Write(vocabulary.Piece(token));
        Next = (token, prefixTokens + suffix.Length + Tokens);
        if (++Tokens == tokensMax) Answer = Written(AnswerEnd.Length);
    }

    /// <summary>Bytes that are no UTF-8, such as a letter cut by the end, read as U+FFFD.</summary>
    private TextAnswer Written(AnswerEnd end) =>
        new(Encoding.UTF8.GetString(_written.WrittenSpan), end, prefixTokens + suffix.Length, Tokens);

    private TextAnswer Refusal(string why) =>
        new("", AnswerEnd.Refused, prefixTokens + suffix.Length, Tokens, why);
}
