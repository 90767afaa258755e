using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Pipelines.Tests.Corpus.Writers;

public sealed class PriceFactsTests
{
    [Fact]
    public void Moves_and_extremes_of_the_window_are_facts()
    {
        ReadOnlyMemory<char>[] bars = [.. new[] { 10, 11, 12 }
            .Select(c => $"- day open 1 close {c}.00 volume 1k".AsMemory())];
        Assert.Equal(
            [
                "over 3 sessions the close rose by 20.0%", "in the latest session the close rose by 9.1%",
                "the close is the highest of the window",
            ],
            new PriceFacts().Read(bars).Select(f => f.Claim));
    }
}
