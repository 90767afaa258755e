using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Adapters.Models;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Proofs;
using Tauric.Native;

namespace Tauric.Adapters.Tests.Models;

public sealed class BpeTokenizerTests : TokenizerContract
{
    // Above the pattern's own text nothing is shared with the splitter: this is the oracle.
    private const string Suffix = "('s|'S|'t|'T|'re|'rE|'Re|'RE|'ve|'vE|'Ve|'VE|'m|'M|'ll|'lL|'Ll|'LL|'d|'D)?";

    private static readonly Regex s_pattern = new(
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+" + Suffix
        + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*" + Suffix
        + @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant);

    private static readonly Lazy<BpeTokenizer?> s_tokenizer = new(() =>
        RanksPath is { } path ? new BpeTokenizer(path) : null);

    protected override ITokenizer Tokenizer => Bpe;

    private static string? RanksPath
    {
        get
        {
            try
            {
                return NativeLibraries.DataFile("js-tiktoken", "dist/ranks/o200k_base.js");
            }
            catch (NativeLibraryMissingException)
            {
                return null;
            }
        }
    }

    private static BpeTokenizer Bpe
    {
        get
        {
            Assert.SkipWhen(s_tokenizer.Value is null, "The vocabulary of js-tiktoken is not restored.");
            return s_tokenizer.Value!;
        }
    }

    [Fact]
    public void Pieces_are_those_of_the_pattern()
    {
        // The base library's patterns see UTF-16 units, not code points: pairs are left to the goldens.
        Prop.ForAll(HardText, text =>
        {
            string basic = string.Concat(text.Where(c => !char.IsSurrogate(c)));
            return Pieces(basic).SequenceEqual(s_pattern.Matches(basic).Select(m => m.Value));
        }).Check(Holding.Config(20_000).WithEndSize(40));
    }

    [Fact]
    public void Every_character_of_the_basic_plane_is_classed_as_in_the_pattern()
    {
        for (int c = 0; c < 0xFFFF; c++)
        {
            if (char.IsSurrogate((char)c)) continue;
            string text = $"A{(char)c}b{(char)c}{(char)c}1 {(char)c}\n";
            Assert.Equal(s_pattern.Matches(text).Select(m => m.Value), Pieces(text));
        }
    }

    [Fact]
    public void Tokens_are_those_of_js_tiktoken()
    {
        BpeTokenizer tokenizer = Bpe;
        string file = Path.Combine(AppContext.BaseDirectory, "Models", "o200k_base.golden.json");
        using var golden = JsonDocument.Parse(File.ReadAllBytes(file));
        Assert.True(golden.RootElement.GetArrayLength() >= 2000);
        foreach (JsonElement line in golden.RootElement.EnumerateArray())
        {
            string text = line[0].GetString()!;
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',',
                tokenizer.Encode(text)))))[..16];
            Assert.Equal((text, line[1].GetInt32(), line[2].GetString()), (text, tokenizer.Count(text), hash));
        }
    }

    [Fact]
    public void A_count_is_the_length_of_the_encoding_with_a_cold_and_a_warm_cache()
    {
        Assert.NotNull(Bpe);
        var cold = new BpeTokenizer(RanksPath!);
        Prop.ForAll(HardText, text =>
            cold.Count(text) == cold.Encode(text).Count && cold.Count(text) == cold.Encode(text).Count)
            .Holds();
    }

    [Theory]
    [InlineData("a", 2_000_000)]
    [InlineData(" \n", 2_000_000)]
    [InlineData("A", 1_000_000)]
    [InlineData("中A", 1_000_000)]
    [InlineData(" ", 1_000_000)]
    [InlineData("=", 1_000_000)]
    [InlineData("\u0301A", 1_000_000)]
    public void Megabytes_of_one_thing_are_counted(string unit, int length)
    {
        string text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        Assert.InRange(Bpe.Count(text), text.Length / 256, text.Length * 3);
    }

    [Fact]
    public void The_identity_holds_the_hash_of_the_vocabulary()
    {
        string identity = Bpe.Identity;
        Assert.Equal("o200k_base/" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(RanksPath!)))[..16],
            identity);
    }

    [Theory]
    [InlineData("export default {}")]
    [InlineData("{\"bpe_ranks\":\"! 0 IQ== Ig==\"}")]
    [InlineData("{\"bpe_ranks\":\"! 0 ???\"}")]
    [InlineData("{\"bpe_ranks\":\"! 5 IQ==\"}")]
    public void A_file_that_is_no_vocabulary_is_refused(string content)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, content);
        var error = Assert.Throws<ResourceException>(() => new BpeTokenizer(path).Count("a"));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Throws<ResourceException>(() => new BpeTokenizer(path));
    }

    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            int length = O200kPieces.First(text.AsSpan(at));
            pieces.Add(text.Substring(at, length));
            at += length;
        }

        return pieces;
    }
}
