using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class SpokenWordsTests
{
    [Theory]
    [InlineData("In the third quarter, freight rates rose 12% to $3.4 million.", "freight rate rose")]
    [InlineData("Thank you, and good afternoon; next question please.", "")]
    [InlineData("We don't see wage inflation easing in March.", "wage inflation easing")]
    [InlineData("Alma's supply chains", "supply chain")]
    public void What_every_sentence_has_goes(string text, string left) => Assert.Equal(left, Cleaned(text, "alma"));

    [Theory]
    [InlineData("policies", "policy")]
    [InlineData("prices", "price")]
    [InlineData("margins", "margin")]
    [InlineData("business", "business")]
    [InlineData("focus", "focus")]
    [InlineData("employees", "employees")]
    [InlineData("shoes", "shoes")]
    [InlineData("gas", "gas")]
    public void Plurals_lose_their_ending_as_Harman_has_it(string word, string stem)
    {
        char[] letters = word.ToCharArray();
        int length = SpokenWords.Stemmed(letters);
        Assert.Equal(stem, new string(letters, 0, length));
    }

    [Fact]
    public void Words_are_counted()
    {
        char[] output = new char[64];
        var none = new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Assert.Equal(("pricing power".Length, 2), SpokenWords.Write("we have pricing power", none, output));
        Assert.Equal((0, 0), SpokenWords.Write("", none, output));
    }

    private static string Cleaned(string text, params string[] names)
    {
        string canonical = CanonicalText.Of(text);
        char[] output = new char[canonical.Length];
        var gone = names.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        (int length, _) = SpokenWords.Write(canonical, gone, output);
        return new string(output, 0, length);
    }
}
