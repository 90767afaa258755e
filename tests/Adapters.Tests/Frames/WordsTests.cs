using FsCheck;
using FsCheck.Fluent;
using Tauric.Adapters.Frames;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Frames;

public sealed class WordsTests
{
    private static readonly double[] s_hard =
    [
        0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue,
        BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001), BitConverter.Int64BitsToDouble(-1), 1.0 / 3, 0.1 + 0.2,
    ];

    [Fact]
    public void What_is_read_is_what_was_written_whatever_the_values() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 700).ToArbitrary(), (seed, count) =>
        {
            CounterRandom random = CounterRandom.For(seed, "words");
            int kind = random.NextInt(Makers.Length);
            var values = new long[count];
            for (int i = 0; i < count; i++) values[i] = Makers[kind](i, ref random);
            foreach (bool areDoubles in (bool[])[true, false]) RequireExact(values, areDoubles);
        }).Holds();

    [Fact]
    public void Doubles_that_no_scheme_likes_survive_among_decimals()
    {
        var values = new long[400];
        for (int i = 0; i < values.Length; i++) values[i] = BitConverter.DoubleToInt64Bits(18_744 + (i % 90 / 100.0));
        for (int i = 0; i < s_hard.Length; i++) values[i * 31] = BitConverter.DoubleToInt64Bits(s_hard[i]);
        RequireExact(values, areDoubles: true);
    }

    [Theory]
    [InlineData(390, 20, "constant")]
    [InlineData(390, 24, "minutes")]
    [InlineData(390, 80, "minutes of which some lack")]
    [InlineData(390, 550, "cents")]
    [InlineData(390, 130, "memberships")]
    public void What_is_regular_takes_few_bytes(int count, int most, string kind)
    {
        var values = new long[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = kind switch
            {
                "constant" => BitConverter.DoubleToInt64Bits(1.0 / 3),
                "minutes" => 1_700_000_000_000_000 + (i * 60_000_000L),
                "minutes of which some lack" => 1_700_000_000_000_000 + ((i + (i / 7)) * 60_000_000L),
                "cents" => BitConverter.DoubleToInt64Bits((18_744 + (i * i % 400)) / 100.0),
                _ => i % 40 == 0 ? BitConverter.SingleToInt32Bits(i / 390f) : 0,
            };
        }

        Assert.InRange(RequireExact(values, areDoubles: kind is "constant" or "cents"), 1, most);
    }

    [Fact]
    public void Mutated_bytes_are_values_or_an_error()
    {
        CounterRandom random = CounterRandom.For(1, "mutated words");
        for (int round = 0; round < 20_000; round++)
        {
            var values = new long[random.NextInt(60)];
            int kind = random.NextInt(Makers.Length);
            for (int i = 0; i < values.Length; i++) values[i] = Makers[kind](i, ref random);
            byte[] bytes = Write(values, areDoubles: true);
            bytes[random.NextInt(bytes.Length)] = (byte)random.NextBits();
            try
            {
                var from = new ByteCursor(bytes, "here");
                Words.Read(ref from, values);
            }
            catch (DataException e)
            {
                Assert.StartsWith("'here' is damaged at byte", e.Message);
            }
        }
    }

    private delegate long Maker(int index, ref CounterRandom random);

    private static Maker[] Makers =>
    [
        (int _, ref CounterRandom random) => (long)random.NextBits(),
        (int index, ref CounterRandom _) => index * 60_000_000L,
        (int _, ref CounterRandom random) => random.NextInt(8) == 0 ? (long)random.NextBits() : 0,
        (int _, ref CounterRandom random) => BitConverter.DoubleToInt64Bits(random.NextInt(100_000) / 100.0),
        (int _, ref CounterRandom random) => BitConverter.DoubleToInt64Bits(-random.NextInt(5) / 4.0),
        (int _, ref CounterRandom random) =>
            BitConverter.DoubleToInt64Bits(random.NextInt(20) == 0 ? s_hard[random.NextInt(s_hard.Length)] : 0.07),
        (int _, ref CounterRandom random) =>
            random.NextInt(3) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => 0 },
        (int _, ref CounterRandom random) => (long)(random.NextBits() >> random.NextInt(64)),
        (int _, ref CounterRandom random) => random.NextInt(4) * 0x1234_5678_9ABC,
    ];

    private static int RequireExact(long[] values, bool areDoubles)
    {
        byte[] bytes = Write(values, areDoubles);
        var from = new ByteCursor(bytes, "here");
        var read = new long[values.Length];
        Words.Read(ref from, read);
        from.End();
        Assert.Equal(values, read);
        return bytes.Length;
    }

    private static byte[] Write(long[] values, bool areDoubles)
    {
        var output = new ByteOutput();
        Words.Write(values, areDoubles, output);
        return output.ToArray();
    }
}
