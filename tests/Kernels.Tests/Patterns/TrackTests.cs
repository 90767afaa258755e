using Tauric.Engine;
using Tauric.Kernels.Patterns;

namespace Tauric.Kernels.Tests.Patterns;

public sealed class TrackTests
{
    [Fact]
    public void A_track_of_nothing_is_refused()
    {
        Assert.Throws<PlanException>(() => new Track("", 1));
        Assert.Throws<PlanException>(() => new Track("price"));
    }
}
