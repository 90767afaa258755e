using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Engine.Time;

namespace Tauric.Engine.Tests.Time;

public sealed class UtcMicrosTests
{
    private static readonly Arbitrary<long> s_micros =
        (from day in Gen.Choose(UtcMicros.ToDate32(DateOnly.MinValue), UtcMicros.ToDate32(DateOnly.MaxValue))
         from second in Gen.Choose(0, 86_399)
         from micro in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 999_999))
         select (day * UtcMicros.PerDay) + UtcMicros.FromSeconds(second) + micro).ToArbitrary();

    [Fact]
    public void Text_and_back_is_the_same_instant() => Prop.ForAll(s_micros, micros =>
        UtcMicros.TryParse(UtcMicros.Format(micros), out long back) && back == micros
            && UtcMicros.From(UtcMicros.ToDateTime(micros)) == micros)
        .Holds(2000);

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999Z")]
    [InlineData(1_709_640_001_000_000, "2024-03-05T12:00:01Z")]
    [InlineData(1_709_640_001_000_010, "2024-03-05T12:00:01.000010Z")]
    public void An_instant_reads_like_this(long micros, string text) => Assert.Equal(text, UtcMicros.Format(micros));

    [Theory]
    [InlineData("2024-03-05T13:00:01+01:00", 1_709_640_001_000_000)]
    [InlineData("2024-03-05T12:00:01", 1_709_640_001_000_000)]
    [InlineData("2024-03-05", 1_709_596_800_000_000)]
    public void An_offset_is_applied_and_none_means_utc(string text, long micros)
    {
        Assert.True(UtcMicros.TryParse(text, out long parsed));
        Assert.Equal(micros, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("2024-13-05T00:00:00Z")]
    public void What_is_no_instant_is_refused(string text) => Assert.False(UtcMicros.TryParse(text, out _));

    [Fact]
    public void A_date_is_its_days_since_1970() => Prop.ForAll(Gen.Choose(-700_000, 2_900_000).ToArbitrary(), days =>
        UtcMicros.ToDate32(UtcMicros.FromDate32(days)) == days
            && UtcMicros.From(UtcMicros.FromDate32(days)) == days * UtcMicros.PerDay).Holds();
}
