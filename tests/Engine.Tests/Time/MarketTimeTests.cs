using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Tauric.Engine.Tests.Proofs;
using Tauric.Engine.Time;

namespace Tauric.Engine.Tests.Time;

public sealed class MarketTimeTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public void Every_minute_agrees_with_the_time_zone_database()
    {
        Prop.ForAll(Gen.Choose(-3_000, 60_000).ToArbitrary(), Gen.Choose(0, 1_439).ToArbitrary(), (day, minute) =>
        {
            DateOnly date = UtcMicros.FromDate32(day);
            TimeOnly time = new(minute / 60, minute % 60);
            Instant expected = NewYork.AtLeniently(LocalDateTime.FromDateTime(date.ToDateTime(time))).ToInstant();
            return MarketTime.ToUtcMicros(date, time) == expected.ToUnixTimeTicks() / 10;
        }).Holds();
    }

    [Theory]
    [InlineData("2024-03-10", 1, "2024-03-10T06:00:00Z")]
    [InlineData("2024-03-10", 2, "2024-03-10T07:00:00Z")] // the hour that is skipped moves forward
    [InlineData("2024-03-10", 3, "2024-03-10T07:00:00Z")]
    [InlineData("2024-11-03", 1, "2024-11-03T05:00:00Z")] // the hour that repeats means its first pass
    [InlineData("2024-11-03", 3, "2024-11-03T08:00:00Z")]
    public void Clock_changes_move_forward_or_mean_the_first_pass(string day, int hour, string utc) =>
        Assert.Equal(utc, UtcMicros.Format(MarketTime.ToUtcMicros(DateOnly.Parse(day), new TimeOnly(hour, 0))));

    [Fact]
    public void The_eastern_date_of_an_instant_is_the_date_it_was_made_from()
    {
        Prop.ForAll(Gen.Choose(-3_000, 60_000).ToArbitrary(), Gen.Choose(0, 1_439).ToArbitrary(), (day, minute) =>
        {
            DateOnly date = UtcMicros.FromDate32(day);
            return MarketTime.EasternDate(MarketTime.ToUtcMicros(date, new TimeOnly(minute / 60, minute % 60))) == date;
        }).Holds();
    }
}
