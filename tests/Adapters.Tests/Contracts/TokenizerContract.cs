using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Contracts;

/// <summary>What every tokenizer promises.</summary>
public abstract class TokenizerContract
{
    protected abstract ITokenizer Tokenizer { get; }

    /// <summary>Text that is hard on tokenizers: scripts, cases, contractions, runs of white space, halves of
    /// pairs.</summary>
    protected static Arbitrary<string> HardText { get; } = Gen.OneOf(
            Gen.Elements("a", "B", "ab", "The", " the", "'s", "'LL", "'", "7", "123", "½", "Ⅷ", ".", "!!", "/", "//",
                "-", "…",
                " ", "  ", "\t", "\n", "\r\n", "\u00A0", "\u2028", "\u0085", "\uFEFF", "é", "e\u0301", "\u0301", "ǅ",
                    "ʰ", "中", "한글",
                "Ж", "ж", "א", "ا", "ก", "ि", "_"),
            Gen.Elements("😀", "𝐀", "𐐀", "🇺🇸", "\uD83D", "\uDE00"))
        .ArrayOf().Select(string.Concat).ToArbitrary();

    [Fact]
    public void No_text_has_no_tokens() => Assert.Equal(0, Tokenizer.Count(""));

    [Fact]
    public void Counts_add_over_line_ends()
    {
        ITokenizer tokenizer = Tokenizer;
        Prop.ForAll(HardText, HardText, (a, b) =>
        {
            string first = a + "\n";
            string second = b.Length > 0 && (char.IsWhiteSpace(b[0]) || b[0] == '/') ? "x" + b : b;
            return tokenizer.Count(first + second) == tokenizer.Count(first) + tokenizer.Count(second);
        }).Holds(2000);
    }

    [Fact]
    public void Many_threads_count_what_one_counts()
    {
        ITokenizer tokenizer = Tokenizer;
        string[] texts = [.. Enumerable.Range(0, 2000).Select(i =>
            $"item {i % 300} of {i}: Ünïcode's {i * 7919} tokens\n")];
        int[] alone = Array.ConvertAll(texts, t => tokenizer.Count(t));
        int[] together = new int[texts.Length];
        Parallel.For(0, texts.Length, i => together[i] = tokenizer.Count(texts[i]));
        Assert.Equal(alone, together);
    }
}
