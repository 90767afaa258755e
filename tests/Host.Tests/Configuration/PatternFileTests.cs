using Tauric.Engine;
using Tauric.Host.Configuration;
using Tauric.Kernels.Fuzzy;
using Tauric.Kernels.Patterns;

namespace Tauric.Host.Tests.Configuration;

public sealed class PatternFileTests
{
    [Fact]
    public void A_pattern_is_read_with_tracks_norm_and_threshold()
    {
        Pattern pattern = Assert.Single(PatternFile.Parse("mine.yaml", """
            patterns:
              - name: climb_on_volume
                tracks:
                  price: [rises, steady, drops_sharply]
                  volume: [quiet, -1, 0..2]
                norm: product
                threshold: 0.7
            """));
        Assert.Equal(("climb_on_volume", 0.7), (pattern.Name, pattern.Threshold));
        Assert.IsType<Product>(pattern.Norm);
        Assert.Equal(["price", "volume"], pattern.Tracks.Select(t => t.Series));
        Assert.Equal([Movement.Rises, 0, -2], pattern.Tracks[0].Movements);
        Assert.Equal([Movement.Quiet, -1, new Movement(0, 2)], pattern.Tracks[1].Movements);
    }

    [Fact]
    public void Norm_and_threshold_have_the_values_of_named_patterns()
    {
        Pattern pattern = Assert.Single(PatternFile.Parse("f", "patterns: [{name: a, tracks: {momentum: [2, 2, 2]}}]"));
        Assert.Equal((NamedPatterns.All[0].Norm, NamedPatterns.All[0].Threshold), (pattern.Norm, pattern.Threshold));
    }

    [Theory]
    [InlineData("patterns: ]", "f:1: not YAML")]
    [InlineData("", "f:1: want patterns")]
    [InlineData("shapes: []", "f:1: 'shapes' is unknown; there are patterns")]
    [InlineData("patterns: 3", "f:1: patterns: want a list")]
    [InlineData("patterns:\n  - {tracks: {price: [1]}}", "f:2: a name has")]
    [InlineData("patterns:\n  - {name: A b, tracks: {price: [1]}}", "f:2: pattern 'A b': a name has")]
    [InlineData("patterns:\n  - {name: breakout_pattern, tracks: {price: [1]}}", "f:2: pattern 'breakout_pattern'")]
    [InlineData("patterns:\n  - {name: a}", "f:2: pattern 'a': tracks are missing")]
    [InlineData("patterns:\n  - {name: a, tracks: {mood: [1]}}", "f:2: pattern 'a': 'mood' is unknown")]
    [InlineData("patterns:\n  - {name: a, tracks: {price: 1}}", "f:2: pattern 'a': movements: want a list")]
    [InlineData("patterns:\n  - {name: a, tracks: {price: [up]}}", "f:2: pattern 'a': movement 'up'")]
    [InlineData("patterns:\n  - {name: a, tracks: {price: [5]}}", "f:2: pattern 'a': Movement 5 is unknown")]
    [InlineData("patterns:\n  - {name: a, tracks: {price: [2..1]}}", "f:2: pattern 'a': No run of movements")]
    [InlineData("patterns:\n  - {name: a, tracks: {price: [1]}, norm: odd}", "f:2: pattern 'a': Unknown kernel 'odd'")]
    [InlineData("patterns:\n  - {name: a, tracks: {price: [1]}, threshold: x}", "f:2: pattern 'a': threshold 'x'")]
    [InlineData("patterns:\n  - {name: a, tracks: {price: [1]}, threshold: 2}", "f:2: pattern 'a': The threshold")]
    [InlineData("patterns:\n  - {name: a, tracks: {price: [1]}}\n  - {name: a, tracks: {price: [1]}}",
        "f:3: pattern 'a': the name is taken")]
    public void What_is_wrong_is_told_with_file_line_and_pattern(string text, string message) => Assert.StartsWith(
        message, Assert.Throws<PlanException>(() => PatternFile.Parse("f", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.Contains("nowhere.yaml",
        Assert.Throws<UsageException>(() => PatternFile.Load("nowhere.yaml")).Message, StringComparison.Ordinal);
}
