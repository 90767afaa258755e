using Tauric.Engine;

namespace Tauric.Host.Sample.Transcripts;

/// <summary>How a firm is linked to a security: well, or in one of the ways links fail.</summary>
internal enum TranscriptLink
{
    Open,
    Closed,
    TwoSecurities,
    NoGvkey,
    NoLink,
    Unused,
    Late,
}

/// <summary>An invented firm. All of it follows from the seed and its number.</summary>
internal sealed record TranscriptFirm(
    int Number, string Name, string Sector, TranscriptLink Link, string Chief, string Treasurer)
{
    private static readonly string[] s_heads =
        ["Nor", "Vel", "Cas", "Bra", "Ald", "Mer", "Tol", "Quin", "Har", "Sil", "Dor", "Pel", "Gal", "Os", "Lin",
         "Fer"];

    private static readonly string[] s_tails =
        ["vane", "mark", "tine", "dora", "quist", "holm", "rick", "sant", "leaf", "tron", "wick", "mont", "bell"];

    private static readonly string[] s_given =
        ["Alma", "Boris", "Clara", "Dmitri", "Elena", "Farid", "Grete", "Hugo", "Ines", "Jonas", "Kira", "Liam"];

    private static readonly string[] s_family =
        ["Abelard", "Brixen", "Corvane", "Dulac", "Esteban", "Fjord", "Grantham", "Hollis", "Ibarra", "Jansky"];

    public long CompanyId => 500_000 + Number;

    public string Gvkey => $"{100_000 + Number}";

    public long Permno => 20_000 + Number;

    public bool IsLinked => Link is TranscriptLink.Open or TranscriptLink.Closed or TranscriptLink.TwoSecurities;

    /// <param name="sectors">How many of the sectors there are firms of.</param>
    public static TranscriptFirm Of(long seed, int number, int sectors)
    {
        var random = CounterRandom.For(seed, "transcript-firm", $"{number}");
        string name = $"{Pick(s_heads, ref random)}{Pick(s_tails, ref random)} {(number % 3 == 0 ? "Corp." : "Inc.")}";
        // One in twelve fails, each in another way.
        TranscriptLink link = number % 12 == 11
            ? TranscriptLink.NoGvkey + (number / 12 % 4)
            : (TranscriptLink)(number % 3);
        return new TranscriptFirm(number, name, TranscriptTheme.Sectors[number % sectors], link,
            Person(ref random), Person(ref random));
    }

    public static string Person(ref CounterRandom random) =>
        $"{Pick(s_given, ref random)} {Pick(s_family, ref random)}";

    private static string Pick(string[] words, ref CounterRandom random) => words[random.NextInt(words.Length)];
}
