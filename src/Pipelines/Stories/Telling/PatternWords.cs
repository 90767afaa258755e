using System.Text;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>What stories say of a pattern.</summary>
/// <param name="Words">Its name as it is read: small letters, digits and single spaces, without "pattern".</param>
/// <param name="Subject">The narrative that tells it.</param>
internal sealed record PatternWords(string Name, string Words, Subject Subject)
{
    private const string Suffix = " pattern";

    // What a name holds says the rest; the first that fits. A user's patterns are told by the same words.
    private static readonly (string Part, int Lean)[] s_leans =
    [
        ("bullish", 1), ("bearish", -1), ("rises then drops", -1), ("divergence", -1), ("failed", -1),
        ("breakout", 1), ("reversal", 1), ("continuation", 1), ("breakdown", -1),
    ];

    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(Name);

    public static PatternWords Of(string name)
    {
        var words = new StringBuilder(name.Length);
        foreach (char c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) words.Append(c);
            else if (words.Length > 0 && words[^1] != ' ') words.Append(' ');
        }

        string said = words.ToString().TrimEnd();
        if (said.EndsWith(Suffix, StringComparison.Ordinal)) said = said[..^Suffix.Length];
        Subject subject = said.Contains("volume", StringComparison.Ordinal) ? Subject.Volume
            : said.Contains("momentum", StringComparison.Ordinal) ? Subject.Momentum : Subject.Price;
        return new PatternWords(name, said.Length == 0 ? "unnamed" : said, subject);
    }

    /// <summary>+1 when what is said of a pattern speaks for higher prices, −1 for lower ones, 0 for neither.</summary>
    public static int LeanOf(ReadOnlySpan<char> clause)
    {
        foreach ((string part, int lean) in s_leans)
            if (clause.Contains(part, StringComparison.Ordinal)) return lean;
        return 0;
    }

    public bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(_utf8);
}
