using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

/// <summary>The driver's other two uses: a live stream, and a bar that is corrected after the fact.</summary>
public sealed class IndicatorTests
{
    private static readonly BarSeries Walk = BarSeries.RandomWalk(seed: 8, rows: 120);

    [Fact]
    public void Steps_on_the_last_bars_alone_give_the_batch()
    {
        var kdj = new Kdj();
        double[] streamed = new double[Walk.Rows], row = new double[3];
        Array.Fill(streamed, double.NaN);
        Kdj.State state = default;
        for (int t = kdj.Width - 1; t < Walk.Rows; t++)
        {
            kdj.Step(ref state, Walk.Bars.Slice(t - kdj.Width + 1, kdj.Width), row);
            streamed[t] = row[0];
        }

        Assert.Equal(Walk.Compute(kdj)[0], streamed);
    }

    [Fact]
    public void A_corrected_bar_is_a_copy_of_the_state_and_another_step()
    {
        var rsi = new Rsi(3);
        double[] row = new double[1];
        Rsi.State state = default, before = default;
        for (int t = 1; t < 50; t++)
        {
            before = state;
            rsi.Step(ref state, Walk.Bars.Slice(t - 1, 2), row);
        }

        BarSeries corrected = Walk.WithOutlierAt(49);
        rsi.Step(ref before, corrected.Bars.Slice(48, 2), row);
        Assert.Equal(corrected.Compute(rsi)[0][49], row[0]);
    }
}
