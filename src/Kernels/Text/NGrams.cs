namespace Tauric.Kernels.Text;

/// <summary>
/// What a text is made of, as hashes: its words, its pairs of neighbouring words, and runs of three and four letters
/// within its words, so that "upgrades" and "upgraded" have most in common. A repeated one is given again.
/// </summary>
/// <remarks>
/// Of each word in turn: <see cref="TextHash"/> of the word, of the pair it ends (as <c>first second</c>), and of the
/// runs of <c>&lt;word&gt;</c>, each behind a <c>_</c>, which no word has. Empty words are passed over.
/// </remarks>
[Kernel("n-grams")]
public sealed class NGrams : ITextKernel
{
    private const int RunMin = 3;

    private static readonly ulong RunStart = TextHash.Continue(TextHash.Start, '_');

    /// <summary>A word of n letters gives at most n + (n − 1) runs, itself and a pair: 2·(n + 1).</summary>
    public int OutputsMax(ReadOnlySpan<char> text) => text.IsEmpty ? 0 : checked(2 * (text.Length + 1));

    public int Compute(ReadOnlySpan<char> text, Span<ulong> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, OutputsMax(text), nameof(outputs));
        int count = 0;
        ulong pair = 0;
        bool isFirst = true;
        foreach (Range range in text.Split(' '))
        {
            ReadOnlySpan<char> word = text[range];
            if (word.IsEmpty) continue;
            ulong alone = TextHash.Start;
            foreach (char unit in word)
            {
                alone = TextHash.Continue(alone, unit);
                pair = TextHash.Continue(pair, unit);
            }

            outputs[count++] = TextHash.Mix(alone);
            if (!isFirst) outputs[count++] = TextHash.Mix(pair);
            count += Runs(word, outputs[count..]);
            (pair, isFirst) = (TextHash.Continue(alone, ' '), false);
        }

        return count;
    }

    private static int Runs(ReadOnlySpan<char> word, Span<ulong> outputs)
    {
        int count = 0;
        for (int start = -1; start + RunMin <= word.Length + 1; start++)
        {
            ulong hash = RunStart;
            for (int i = start; i < start + RunMin; i++) hash = TextHash.Continue(hash, At(word, i));
            outputs[count++] = TextHash.Mix(hash);
            int last = start + RunMin;
            if (last <= word.Length) outputs[count++] = TextHash.Mix(TextHash.Continue(hash, At(word, last)));
        }

        return count;
    }

    private static char At(ReadOnlySpan<char> word, int i) => i < 0 ? '<' : i < word.Length ? word[i] : '>';
}
