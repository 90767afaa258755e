namespace Tauric.Kernels.Tests.Microstructure;

public sealed class TicksTests
{
    private static readonly TickSeries Sound = TickSeries.RandomWalk(seed: 1, rows: 9);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1.0)]
    public void A_number_that_cannot_be_is_refused_with_its_place(double bad)
    {
        Assert.Contains("bid[7]", Refusal(Sound with { Bid = Spoilt(Sound.Bid, bad) }));
        Assert.Contains("ask[7]", Refusal(Sound with { Ask = Spoilt(Sound.Ask, bad) }));
        Assert.Contains("bid size[7]", Refusal(Sound with { BidSize = Spoilt(Sound.BidSize, bad) }));
        Assert.Contains("ask size[7]", Refusal(Sound with { AskSize = Spoilt(Sound.AskSize, bad) }));
        Assert.Contains("trade price[7]", Refusal(Sound with { Price = Spoilt(Sound.Price, bad) }));
        Assert.Contains("trade size[7]", Refusal(Sound with { Size = Spoilt(Sound.Size, bad) }));
    }

    [Fact]
    public void A_crossed_quote_is_refused_and_a_locked_one_is_not()
    {
        Assert.Contains("bid[7]", Refusal(Sound with { Bid = Spoilt(Sound.Bid, Sound.Ask[7] + 0.01) }));
        Assert.Equal(9, (Sound with { Bid = Spoilt(Sound.Bid, Sound.Ask[7]) }).Ticks.Length);
    }

    [Fact]
    public void A_price_of_zero_is_refused_and_a_size_of_zero_is_not()
    {
        Assert.Contains("trade price[7]", Refusal(Sound with { Price = Spoilt(Sound.Price, 0) }));
        Assert.Equal(9, (Sound with { AskSize = Spoilt(Sound.AskSize, 0) }).Ticks.Length);
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        long[] micros = [.. Sound.Micros];
        micros[7] = micros[6] - 1;
        Assert.Contains("micros[7]", Refusal(Sound with { Micros = micros }));
    }

    [Fact]
    public void Columns_of_different_lengths_are_refused_and_no_ticks_are_ticks()
    {
        Assert.Contains("ask size has 8 rows", Refusal(Sound with { AskSize = Sound.AskSize[..8] }));
        Assert.Equal(0, Sound.Slice(0, 0).Ticks.Length);
    }

    private static double[] Spoilt(double[] column, double value)
    {
        double[] copy = [.. column];
        copy[7] = value;
        return copy;
    }

    private static string Refusal(TickSeries series) =>
        Assert.Throws<ArgumentException>(() => series.Ticks.Length).Message;
}
