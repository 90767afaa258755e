using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Engine.Tests.Datasets;

public sealed class FoldTests
{
    [Fact]
    public void Two_sequences_of_text_never_run_together()
    {
        Gen<string[]> texts = Gen.Elements("", "a", "b", "ab", "\0", "\u0001\0\0\0\0\0\0\0a").ArrayOf();
        Prop.ForAll(texts.ToArbitrary(), texts.ToArbitrary(), (a, b) => a.SequenceEqual(b) == (Of(a) == Of(b)))
            .Holds(2000);
    }

    [Fact]
    public void Every_value_and_its_place_count()
    {
        var hash = Hash256.Of("x"u8);
        Hash256[] all =
        [
            new Fold().Finish(), new Fold().Add("").Finish(), new Fold().Add(0L).Add(0L).Finish(),
            new Fold().Add(hash).Finish(), new Fold().Add(hash).Add(1L).Finish(), new Fold().Add(1L).Add(hash).Finish(),
            new Fold().Add(2L).Add(hash).Finish(),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void Long_text_is_its_utf8_bytes()
    {
        string text = string.Concat(Enumerable.Repeat("Zürich 東京 ", 500));
        Assert.Equal(new Fold().Add(System.Text.Encoding.UTF8.GetBytes(text)).Finish(), new Fold().Add(text).Finish());
    }

    private static Hash256 Of(string[] texts)
    {
        var fold = new Fold();
        foreach (string text in texts) fold.Add(text);
        return fold.Finish();
    }
}
