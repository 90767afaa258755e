using FsCheck;
using FsCheck.Fluent;
using Tauric.Adapters.Models.Gguf;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Models.Gguf;

public sealed class GgufWriterTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        using var folder = new TempFolder();
        new GgufWriter()
            .Set("a.text", "grüße").Set("a.flag", true).Set("a.int", -3).Set("a.long", long.MinValue)
            .Set("a.float", 0.5f).Set("a.double", Math.PI).Set("a.byte", (byte)200).Set("a.texts", new[] { "x", "" })
            .Set("a.flags", new[] { true, false }).Set("a.none", Array.Empty<uint>())
            .Add("m", GgufTensorType.F32, [1, 2, 3, 4, 5, 6], 3, 2)
            .Add("q", GgufTensorType.Q8_0, new float[64], 32, 2)
            .Save(folder["x.gguf"]);
        var file = GgufFile.Open(folder["x.gguf"]);
        Assert.Equal("grüße", file.Metadata["a.text"]);
        Assert.Equal(true, file.Metadata["a.flag"]);
        Assert.Equal(-3, file.Metadata["a.int"]);
        Assert.Equal(long.MinValue, file.Metadata["a.long"]);
        Assert.Equal(0.5f, file.Metadata["a.float"]);
        Assert.Equal(Math.PI, file.Metadata["a.double"]);
        Assert.Equal((byte)200, file.Metadata["a.byte"]);
        Assert.Equal(["x", ""], (string[])file.Metadata["a.texts"]);
        Assert.Equal([true, false], (bool[])file.Metadata["a.flags"]);
        Assert.Empty((uint[])file.Metadata["a.none"]);
        Assert.Equal([("m", GgufTensorType.F32, 6L), ("q", GgufTensorType.Q8_0, 64L)],
            file.Tensors.Select(t => (t.Name, t.Type, t.Elements)));
        Assert.All(file.Tensors, tensor => Assert.Equal(0, tensor.Offset % 32));
        byte[] bytes = File.ReadAllBytes(folder["x.gguf"]);
        Assert.Equal(5f, BitConverter.ToSingle(bytes, (int)file.Tensors[0].Offset + 16));
    }

    [Fact]
    public void The_same_calls_write_the_same_bytes()
    {
        using var folder = new TempFolder();
        new RandomLlama().Save(folder["a.gguf"]);
        new RandomLlama().Save(folder["b.gguf"]);
        Assert.Equal(File.ReadAllBytes(folder["a.gguf"]), File.ReadAllBytes(folder["b.gguf"]));
    }

    [Fact]
    public void A_quantised_weight_is_off_by_half_a_step_at_most() =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<int>().Select(i => i / 1e6f).ArrayOf(32).ToArbitrary(),
            weights =>
            {
                Span<byte> block = stackalloc byte[Q8Block.Bytes];
                Q8Block.Quantize(weights, block);
                float most = weights.Max(MathF.Abs);
                float scale = (float)BitConverter.ToHalf(block);
                for (int i = 0; i < 32; i++)
                {
                    // Half a step, and what the scale loses as a half: 2^-11 of it, or the smallest half there is.
                    float bound = (most / 254) + (127 * ((scale / 2048) + 6e-8f));
                    Assert.InRange((sbyte)block[2 + i] * scale, weights[i] - bound, weights[i] + bound);
                }
            }).Holds();

    [Fact]
    public void Halves_are_rounded_away_from_zero_as_the_reference_does()
    {
        // Scale 1: the largest is 127.
        float[] weights = [127, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, .. new float[26]];
        byte[] block = new byte[Q8Block.Bytes];
        Q8Block.Quantize(weights, block);
        Assert.Equal([127, 1, -1, 2, 3, -3, 0], block[2..9].Select(b => (int)(sbyte)b));
    }

    [Fact]
    public void A_weight_that_is_not_finite_is_named()
    {
        GgufWriter writer = new GgufWriter().Add("blk.0.attn_q", GgufTensorType.F32, [1, 2, 3, float.NaN], 2, 2);
        string message = Assert.Throws<DataException>(() => writer.Save(Stream.Null)).Message;
        Assert.Contains("'blk.0.attn_q'", message, StringComparison.Ordinal);
        Assert.Contains("row 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_do_not_fill_blocks_and_keys_set_twice_are_mistakes()
    {
        Assert.Throws<BugException>(() => new GgufWriter().Add("q", GgufTensorType.Q8_0, new float[31], 31));
        Assert.Throws<BugException>(() => new GgufWriter().Add("q", GgufTensorType.F32, new float[5], 2, 3));
        Assert.Throws<BugException>(() => new GgufWriter().Set("a", 1).Set("a", 2));
        Assert.Throws<BugException>(() => new GgufWriter().Set("a", new object()));
    }
}
