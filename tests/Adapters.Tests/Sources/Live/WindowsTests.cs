using Tauric.Adapters.Sources.Live;

namespace Tauric.Adapters.Tests.Sources.Live;

public sealed class WindowsTests
{
    private static readonly DateOnly s_today = new(2024, 4, 2);

    [Theory]
    [InlineData(WindowSize.Day, "2024-03-29..2024-03-29 2024-03-30..2024-03-30 2024-03-31..2024-03-31 "
        + "2024-04-01..2024-04-01 2024-04-02..2024-04-02")]
    [InlineData(WindowSize.Session, "2024-04-01..2024-04-01 2024-04-02..2024-04-02")]   // Good Friday before.
    [InlineData(WindowSize.Month, "2024-03-29..2024-03-31 2024-04-01..2024-04-02")]
    [InlineData(WindowSize.Whole, "2024-03-29..2024-04-02")]
    [InlineData(WindowSize.Request, "2024-04-02..2024-04-02")]
    public void Windows_cover_what_is_asked_up_to_today(WindowSize size, string expected) =>
        Assert.Equal(expected, Text(new Windows(size), new DateOnly(2024, 3, 29), new DateOnly(2024, 4, 9)));

    [Fact]
    public void What_a_decision_reads_before_and_its_label_after_is_asked_too()
    {
        DateOnly day = new(2024, 3, 1);
        Assert.Equal("2024-01-31..2024-03-01", Text(new Windows(WindowSize.Whole) { LeadDays = 30 }, day, day));
        Assert.Equal("2019-01-01..2024-03-01", Text(new Windows(WindowSize.Whole) { LeadYears = 5 }, day, day));
        Assert.Equal("2024-02-27..2024-03-04",
            Text(new Windows(WindowSize.Whole) { LeadSessions = 3, TrailSessions = 1 }, day, day));
    }

    [Fact]
    public void Of_the_future_nothing_is_asked() =>
        Assert.Equal("", Text(new Windows(WindowSize.Day), new DateOnly(2024, 4, 3), new DateOnly(2024, 5, 1)));

    private static string Text(Windows windows, DateOnly from, DateOnly to) =>
        string.Join(' ', windows.Of("X", from, to, s_today).Select(w => $"{w.From:yyyy-MM-dd}..{w.To:yyyy-MM-dd}"));
}
