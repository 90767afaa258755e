using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Tests.Feeds;

public class WireTextTests
{
    [Fact]
    public void A_number_is_the_double_nearest_to_its_text() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, int.MaxValue)).Zip(Gen.Choose(0, 20)).ToArbitrary(), drawn =>
        {
            string digits = $"{drawn.Item1.Item1}{drawn.Item1.Item2}";
            int point = drawn.Item2 % (digits.Length + 1);
            string negative = "-" + digits[..Math.Min(9, digits.Length)].Insert(Math.Min(point, 1), ".");
            foreach (string text in new[] { digits, digits.Insert(point, "."), negative })
            {
                Assert.True(WireValue.TryNumber(Encoding.ASCII.GetBytes(text), out double value), text);
                Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
            }
        }).Holds(2_000);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("0x10")]
    [InlineData("1e")]
    public void What_is_no_number_is_told(string text) =>
        Assert.False(WireValue.TryNumber(Encoding.ASCII.GetBytes(text), out _));
}
