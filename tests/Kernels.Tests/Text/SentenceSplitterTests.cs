using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("We grew. Margins fell.", "We grew.|Margins fell.")]
    [InlineData("Sales rose 3.5% to $1.2 billion. Next.", "Sales rose 3.5% to $1.2 billion.|Next.")]
    [InlineData("Dr. Smith and Mr. J. Jones spoke. Thanks.", "Dr. Smith and Mr. J. Jones spoke.|Thanks.")]
    [InlineData("Norvane Inc. CEO Alma spoke. We won.", "Norvane Inc. CEO Alma spoke.|We won.")]
    [InlineData("It is led by Norvane Inc. We own it.", "It is led by Norvane Inc.|We own it.")]
    [InlineData("In the U.S. Midwest it snows. And in the U.S. We ski.", "In the U.S. Midwest it snows.|"
        + "And in the U.S.|We ski.")]
    [InlineData("Really?! \"Yes.\" (It is.) Done", "Really?!|\"Yes.\"|(It is.)|Done")]
    [InlineData("He said “no.” We left.", "He said “no.”|We left.")]
    [InlineData("as of Sept. 30 it was so. e.g. this one", "as of Sept. 30 it was so. e.g. this one")]
    [InlineData("one line\n\nanother line\nof the same", "one line|another line\nof the same")]
    [InlineData("So was I. The end...", "So was I.|The end...")]
    [InlineData("", "")]
    [InlineData(" \t\n\u0001 ", "")]
    [InlineData("...", "...")]
    public void Sentences_end_where_readers_end_them(string text, string sentences) =>
        Assert.Equal(sentences, string.Join('|', Split(text)));

    [Fact]
    public void Every_byte_to_read_is_in_one_sentence_and_in_order() =>
        Prop.ForAll(Texts(), text =>
        {
            string joined = string.Concat(Split(text));
            return Readable(joined) == Readable(text);
        }).Holds();

    [Fact]
    public void A_sentence_without_an_end_is_cut_and_no_character_with_it()
    {
        List<string> parts = Split(new string('é', 3 * SentenceSplitter.BytesMax));
        Assert.All(parts, part => Assert.InRange(Encoding.UTF8.GetByteCount(part), 1, SentenceSplitter.BytesMax));
        Assert.All(parts, part => Assert.DoesNotContain('\uFFFD', part));
        List<string> words = Split(string.Join(' ', Enumerable.Repeat("word", 2_000)));
        Assert.All(words, part => Assert.EndsWith("word", part, StringComparison.Ordinal));
    }

    private static List<string> Split(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var sentences = new List<string>();
        foreach (Range range in new SentenceSplitter(bytes)) sentences.Add(Encoding.UTF8.GetString(bytes[range]));
        return sentences;
    }

    private static string Readable(string text) => string.Concat(text.Where(c => c > ' ' && c != '\u007F'));

    private static Arbitrary<string> Texts() => Gen.Elements(
        "We", "the", " ", "  ", ".", "...", "!", "?", "\n", "\n\n", "Inc.", "U.S.", "3.5", "Dr.", "\"", "”", "é",
        "\u0001", ")", new string('a', 5000)).ListOf(40).Select(parts => string.Concat(parts)).ToArbitrary();
}
