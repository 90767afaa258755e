using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Tests.Decisions.Quality;

public sealed class FalseDiscoveryTests
{
    [Fact]
    public void The_example_of_the_paper_rejects_four_of_fifteen()
    {
        // Benjamini and Hochberg 1995, section 3.2, at 0.05.
        double[] p =
        [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0000,
        ];
        Assert.Equal(4, FalseDiscovery.Reject(p, 0.05).Count(rejected => rejected));
        Assert.Equal([true, true, true, true, false], FalseDiscovery.Reject(p, 0.05)[..5]);
    }

    [Fact]
    public void Order_does_not_matter_and_what_was_not_tested_is_not_rejected()
    {
        Assert.Equal([false, true, false, true],
            FalseDiscovery.Reject([0.9, 0.001, double.NaN, 0.002], 0.05));
        Assert.Empty(FalseDiscovery.Reject([], 0.05));
        Assert.Equal([false], FalseDiscovery.Reject([0.06], 0.05));
    }
}
