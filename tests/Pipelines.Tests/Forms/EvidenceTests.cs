using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class EvidenceTests
{
    [Theory]
    [InlineData(+1, +1, Effect.For)]
    [InlineData(+1, 0, Effect.Neutral)]
    [InlineData(+1, -1, Effect.Against)]
    [InlineData(-1, +1, Effect.Against)]
    [InlineData(-1, -1, Effect.For)]
    [InlineData(0, 0, Effect.For)]
    [InlineData(0, +1, Effect.Neutral)]
    [InlineData(0, -1, Effect.Neutral)]
    public void What_it_does_to_a_view_follows_from_where_both_point(int direction, int stance, Effect effect) =>
        Assert.Equal(effect, new Evidence(1, "News", stance, "c", default).EffectOn(direction));

    [Fact]
    public void A_listing_has_a_line_for_each() => Assert.Equal(
        "Evidence:\nE7 [News] a claim: A quote\n",
        Evidence.Listing([new Evidence(7, "News", 1, "a claim", "A quote".AsMemory())]));
}
