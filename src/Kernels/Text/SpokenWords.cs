using System.Collections.Frozen;

namespace Tauric.Kernels.Text;

/// <summary>
/// What a spoken sentence is about: its words without those that every sentence has, and without names and numbers.
/// </summary>
/// <remarks>
/// <para>There is no lemmatiser and no entity recogniser here, so that the result is the same everywhere. Instead:
/// <see cref="CanonicalText"/>; words with a digit go, and number words, months, weekdays and units of money and time;
/// stop words go, with what is polite on calls; words of given names go (speakers, the firm); plurals lose their ending
/// by the S stemmer (Harman 1991: <c>ies → y</c>, <c>es → e</c>, <c>s</c> → nothing).</para>
/// </remarks>
public static class SpokenWords
{
    private const int LettersMin = 2;

    private static readonly FrozenSet<string> s_left = """
        a about above across actually after again all almost along already also although always am an and another any
        anything are aren around as ask at away back be because been before being believe below best better between
        beyond bit both but by can cannot certainly clearly come comes continue continued could couldn course
        d definitely did didn do does doesn doing don done down due during each either else even ever every everyone
        everything fact far few for forward from full further get gets getting give given go goes going gone good got
        great had hadn happy has hasn have haven having he hello her here hi him his how however i if in indeed
        instead into is isn it its itself just keep kind know largely last let like little ll look looking lot m made
        mainly make makes making many may maybe me mean might more moreover morning most mostly much must my myself
        need next nice no nor not nothing now of off often ok okay on once only onto or other others our ours out over
        own per perhaps please point pretty put quite rather re really really right s said same saw say says see seen
        sense several shall she should shouldn since so some something sort still such sure t take taken tell than that
        the their them themselves then there therefore these they thing things think this those though thought through
        thus to today together too took toward turn under until up upon us ve very want was wasn way ways we well went
        were weren what when where whether which while who whom whose why will with within without won would wouldn yet
        you your yours
        yes thank thanks question questions afternoon evening operator welcome everybody guys ladies gentlemen
        zero one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty
        seventy eighty ninety hundred thousand million billion trillion half third quarter first second fourth fifth
        percent percentage basis dollar dollars cent cents usd euro euros
        january february march april june july august september october november december jan feb mar apr jun jul aug
        sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
        day days week weeks month months year years yesterday tomorrow hour hours minute minutes fiscal full
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_isLeft =
        s_left.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The words that are left, separated by single spaces.</summary>
    /// <param name="canonical">As <see cref="CanonicalText"/> gives it.</param>
    /// <param name="names">Words that go too, canonical.</param>
    /// <param name="output">At least as long as the text.</param>
    /// <returns>How many units were written, and how many words they are.</returns>
    public static (int Length, int Words) Write(
        ReadOnlySpan<char> canonical, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> names, Span<char> output)
    {
        int length = 0, words = 0;
        foreach (Range range in canonical.Split(' '))
        {
            ReadOnlySpan<char> word = canonical[range];
            if (word.Length < LettersMin || word.ContainsAnyInRange('0', '9')) continue;
            if (s_isLeft.Contains(word) || names.Contains(word)) continue;
            if (words++ > 0) output[length++] = ' ';
            word.CopyTo(output[length..]);
            length += Stemmed(output.Slice(length, word.Length));
        }

        return (length, words);
    }

    /// <returns>The length of the word without its plural; its letters are changed in place.</returns>
    internal static int Stemmed(Span<char> word)
    {
        int length = word.Length;
        if (length < 4 || word[^1] != 's' || word[^2] is 's' or 'u') return length;
        if (word.EndsWith("ies"))
        {
            if (length == 4 || word[^4] is 'e' or 'a') return length;
            word[^3] = 'y';
            return length - 2;
        }

        if (word.EndsWith("es")) return word[^3] is 'a' or 'e' or 'o' ? length : length - 1;
        return length - 1;
    }
}
