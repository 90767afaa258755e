using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Tests.Decisions.Quality;

public sealed class AnomalyTests
{
    [Fact]
    public void A_bad_tick_is_seen_by_hand_worked_distance()
    {
        // Median 3.5, distances 2.5 1.5 0.5 0.5 1.5 996.5: their median is 1.5.
        Anomaly anomaly = Anomaly.Of("price", [1, 2, 3, 4, 5, 1000])!;
        Assert.Equal(("price", 1), (anomaly.Column, anomaly.Rows));
        Assert.Equal(0.6745 * 996.5 / 1.5, anomaly.Worst, 1e-9);
    }

    [Fact]
    public void Ordinary_flat_and_empty_columns_have_none()
    {
        Assert.Null(Anomaly.Of("x", [1, 2, 3, 4, 5]));
        Assert.Null(Anomaly.Of("x", [7, 7, 7, 7, 100]));
        Assert.Null(Anomaly.Of("x", []));
    }
}
