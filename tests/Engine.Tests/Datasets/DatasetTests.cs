using System.Diagnostics;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Tests.Datasets;

public sealed class DatasetTests
{
    // FIPS 180-2, appendix B.1; and the hash of nothing.
    [Theory]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void A_hash_reads_as_the_standard_prints_it(string content, string text) =>
        Assert.Equal(text, Hash256.Of(System.Text.Encoding.UTF8.GetBytes(content)).ToString());

    [Fact]
    public void A_hash_reads_as_sha256sum_prints_it()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sha256sum"), "there is no sha256sum here");
        string path = Path.GetTempFileName();
        CounterRandom random = CounterRandom.For(1, "content");
        byte[] content = [.. Enumerable.Range(0, 10_000).Select(_ => (byte)random.NextBits())];
        File.WriteAllBytes(path, content);
        using Process sum = Process.Start(new ProcessStartInfo("sha256sum", path) { RedirectStandardOutput = true })!;
        Assert.StartsWith(Hash256.Of(content) + " ", sum.StandardOutput.ReadToEnd());
        File.Delete(path);
    }

    [Fact]
    public void A_hash_survives_its_bytes()
    {
        var hash = Hash256.Of("abc"u8);
        byte[] bytes = new byte[32];
        hash.CopyTo(bytes);
        Assert.Equal(hash, Hash256.From(bytes));
        Assert.Equal(hash.ToString(), Convert.ToHexStringLower(bytes));
    }
}
