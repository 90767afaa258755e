using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Host.Configuration;

namespace Tauric.Host.Tests.Configuration;

public sealed class SpellingTests
{
    [Fact]
    public void Edits_are_a_distance() =>
        Prop.ForAll<NonNull<string>, NonNull<string>, NonNull<string>>((a, b, c) =>
            Spelling.Edits(a.Get, b.Get) == Spelling.Edits(b.Get, a.Get)
            && (Spelling.Edits(a.Get, b.Get) == 0) == (a.Get == b.Get)
            && Spelling.Edits(a.Get, c.Get) <= Spelling.Edits(a.Get, b.Get) + Spelling.Edits(b.Get, c.Get))
            .Holds();

    [Fact]
    public void Edits_of_the_textbook_are_three() => Assert.Equal(3, Spelling.Edits("kitten", "sitting"));

    [Fact]
    public void What_is_too_far_is_not_guessed() => Assert.Null(Spelling.Closest("volume", ["seed", "pipeline"]));
}
