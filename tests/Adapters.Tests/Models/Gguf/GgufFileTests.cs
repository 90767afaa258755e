using System.Buffers.Binary;
using Tauric.Adapters.Models.Gguf;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Models.Gguf;

public sealed class GgufFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_says_its_architecture()
    {
        var file = GgufFile.Open(new RandomLlama().Save(_folder["x.gguf"]));
        Assert.Equal("llama", file.Architecture);
        Assert.Contains(file.Tensors, tensor => tensor.Name == "blk.1.ffn_down.weight");
    }

    [Theory]
    [InlineData("", "0 bytes")]
    [InlineData("GG", "2 bytes")]
    [InlineData("PK..........................", "does not start with GGUF")]
    [InlineData("GGUF\u0001\0\0\0....................", "version 1 ")]
    [InlineData("GGUF\0\0\0\u0003....................", "version 50331648 ")]
    [InlineData("GGUF\u0003\0\0\0........\0\0\0\0\0\0\0\0", "claims 3327647950551526958 tensors")]
    [InlineData("GGUF\u0003\0\0\0\0\0\0\0\0\0\0\0........", "claims 3327647950551526958 metadata pairs")]
    public void A_file_that_is_no_model_is_named_with_what_is_wrong(string text, string wrong) =>
        MustBeRefused(text.Select(c => (byte)c).ToArray(), wrong);

    [Fact]
    public void Missing_files_and_folders_are_named()
    {
        foreach (string path in (string[])[_folder["none.gguf"], _folder.Path])
        {
            string message = Assert.Throws<ResourceException>(() => GgufFile.Open(path)).Message;
            Assert.Contains($"'{path}'", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_truncated_file_is_refused_wherever_it_ends()
    {
        byte[] whole = Tiny();
        // The last tensor's padding may go: its data is complete.
        for (int length = 0; length < whole.Length - 32; length++) MustBeRefused(whole[..length], "");
    }

    [Fact]
    public void Any_damaged_byte_of_a_header_is_an_error_or_another_header_never_a_crash()
    {
        byte[] whole = Tiny();
        for (int at = 0; at < whole.Length; at++)
            foreach (byte value in (byte[])[0, 1, 0x7F, 0x80, 0xFF])
            {
                byte[] damaged = [.. whole];
                damaged[at] = value;
                _folder.Write("x.gguf", damaged);
                try
                {
                    GgufFile.Open(_folder["x.gguf"]);
                }
                catch (DataException e)
                {
                    Assert.Contains(_folder["x.gguf"], e.Message, StringComparison.Ordinal);
                }
            }
    }

    [Fact]
    public void Sizes_that_overflow_are_refused()
    {
        byte[] whole = Tiny();
        // The shape of the one tensor: its two lengths follow its name and their count.
        int shape = whole.AsSpan().IndexOf("weights"u8) + 7 + 4;
        BinaryPrimitives.WriteUInt64LittleEndian(whole.AsSpan(shape), 1UL << 62);
        BinaryPrimitives.WriteUInt64LittleEndian(whole.AsSpan(shape + 8), 1UL << 62);
        MustBeRefused(whole, "truncated?");
    }

    private static byte[] Tiny()
    {
        using var stream = new MemoryStream();
        new GgufWriter().Set("general.architecture", "llama").Set("list", new[] { "a", "b" }).Set("n", 7u)
            .Add("weights", GgufTensorType.F32, new float[6], 3, 2).Save(stream);
        return stream.ToArray();
    }

    private void MustBeRefused(byte[] bytes, string wrong)
    {
        _folder.Write("x.gguf", bytes);
        string message = Assert.Throws<DataException>(() => GgufFile.Open(_folder["x.gguf"])).Message;
        Assert.Contains($"'{_folder["x.gguf"]}' is no usable GGUF model", message, StringComparison.Ordinal);
        Assert.Contains(wrong, message, StringComparison.Ordinal);
    }
}
