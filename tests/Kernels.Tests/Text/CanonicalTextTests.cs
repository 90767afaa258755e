using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class CanonicalTextTests
{
    [Theory]
    [InlineData("  Apple’s  \t Q3: beats!! ", "apple s q3 beats")]
    [InlineData("Apple's Q3 — beats…", "apple s q3 beats")]
    [InlineData("NESTLÉ", "nestle")]
    [InlineData("Nestle\u0301", "nestle")]
    [InlineData("ﬁrst m² Ｆｕｌｌ １２", "first m2 full 12")]
    [InlineData("co\u00ADop\u200Berate", "cooperate")]
    [InlineData("Straße Łódź İş ǅ", "strasse lodz is dz")]
    [InlineData("ГАЗПРОМ 株価", "газпром 株価")]
    [InlineData("up 3.5%", "up 3 5")]
    [InlineData("🚀 to the moon", "to the moon")]
    [InlineData("\uD83D broken", "broken")]
    [InlineData("?!", "")]
    [InlineData("", "")]
    public void Says_the_same_in_one_spelling(string text, string canonical) =>
        Assert.Equal(canonical, CanonicalText.Of(text));

    [Theory]
    [InlineData("Apple beats - Reuters", "Reuters", "apple beats")]
    [InlineData("Apple beats – reuters  ", "Reuters", "apple beats")]
    [InlineData("Apple beats - The Coca-Cola Post", "The Coca-Cola Post", "apple beats")]
    [InlineData("Apple beats - A - B", "A - B", "apple beats")]
    [InlineData("Apple beats - Bloomberg", "Reuters", "apple beats bloomberg")]
    [InlineData("What about Coca-Cola", "Cola", "what about coca cola")]
    [InlineData("Reuters", "Reuters", "reuters")]
    [InlineData("Apple beats -", "", "apple beats")]
    public void A_trailing_publisher_is_dropped(string text, string publisher, string canonical) =>
        Assert.Equal(canonical, CanonicalText.Of(text, publisher));

    [Fact]
    public void Equals_its_definition_on_every_text() =>
        Assert.All(InventedTexts.All(), text => Assert.Equal(TextDefinition.Canonical(text), CanonicalText.Of(text)));

    [Fact]
    public void Equals_its_definition_on_every_character()
    {
        for (int rune = 0; rune <= 0x10FFFF; rune++)
        {
            string text = char.IsBetween((char)Math.Min(rune, 0xFFFF), '\uD800', '\uDFFF')
                ? $"A{(char)rune}B"
                : $"A{char.ConvertFromUtf32(rune)}B";
            if (TextDefinition.Canonical(text) != CanonicalText.Of(text)) Assert.Fail($"U+{rune:X4}");
        }
    }

    [Fact]
    public void Ten_megabytes_are_a_text_like_any_other()
    {
        string text = string.Concat(Enumerable.Repeat("Nestlé’s Q3: ﬃ 🚀 beats!! ", 420_000));
        Assert.Equal(TextDefinition.Canonical(text), CanonicalText.Of(text));
    }

    [Fact]
    public void Writing_it_allocates_nothing()
    {
        const string text = "Nestlé’s Straße — ﬃ 🚀 株価 \uD83D 𝐀 - Reuters";
        var output = new char[CanonicalText.LengthMax(text.Length)];
        CanonicalText.Write(text, "Reuters", output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        CanonicalText.Write(text, "Reuters", output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Too_short_an_output_is_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => CanonicalText.Write("ab", "", new char[5]));

    [Fact]
    public void Doing_it_twice_changes_nothing() => Prop.ForAll<string>(text =>
        text is null || CanonicalText.Of(CanonicalText.Of(text)) == CanonicalText.Of(text)).Holds();

    [Fact]
    public void Every_character_folds_to_something_that_stays()
    {
        for (int unit = 0; unit <= char.MaxValue; unit++)
        {
            string once = CanonicalText.Of(((char)unit).ToString());
            Assert.Equal(once, CanonicalText.Of(once));
        }
    }

    /// <summary>printf 'apple beats' | sha256sum</summary>
    [Fact]
    public void The_hash_is_that_of_the_canonical_text_in_utf8() => Assert.Equal(
        "9b1971521d0ae0c5d58f512f66e5ef3e57d3cafef31b0673324e8a886bfccb76",
        CanonicalText.Hash("Apple BEATS! - Reuters", "Reuters"));

    [Fact]
    public void A_title_of_dashes_takes_no_time_to_speak_of() =>
        Assert.Equal("", CanonicalText.Of(string.Concat(Enumerable.Repeat(" -", 500_000)), "Reuters"));
}
