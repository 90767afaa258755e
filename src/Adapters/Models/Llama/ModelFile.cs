using System.Security.Cryptography;
using System.Text;
using Tauric.Adapters.Models.Files;
using Tauric.Adapters.Models.Gguf;
using Tauric.Engine;

namespace Tauric.Adapters.Models.Llama;

/// <summary>A model's file after it was looked at: whole, of a known hash, and safe to load.</summary>
internal sealed record ModelFile(string Path, string Hash, GgufFile Header)
{
    private const uint FormsVersion = 1;

    /// <summary>What a token takes in a context, keys and values in halves; null when it is not plain.</summary>
    public long? TokenBytes
    {
        get
        {
            long? width = Number("embedding_length"), heads = Number("attention.head_count");
            long? keyHeads = Number("attention.head_count_kv") ?? heads;
            long? key = Number("attention.key_length") ?? width / heads;
            return Number("block_count") * keyHeads * (key + (Number("attention.value_length") ?? key)) * 2;
        }
    }

    /// <summary>It says that it was trained on the forms of this product, in their wording of today.</summary>
    public bool IsTrainedOnForms => Header.Metadata.GetValueOrDefault("tauric.forms") is FormsVersion;

    private long? Number(string key) =>
        Header.Metadata.GetValueOrDefault($"{Header.Architecture}.{key}") is uint number and > 0 ? number : null;

    /// <exception cref="DataException">It is damaged, has another hash, or ended the process that tried it.</exception>
    /// <exception cref="ResourceException">It cannot be read.</exception>
    public static ModelFile Check(LlamaOptions options)
    {
        string path = System.IO.Path.GetFullPath(options.Path);
        var header = GgufFile.Open(path);
        if (header.Architecture.Length == 0) throw new DataException($"'{path}' does not say its architecture.");
        string hash = ModelFolder.HashOf(path);
        if (options.Sha256 is { } expected && !hash.Equals(expected, StringComparison.OrdinalIgnoreCase))
            throw new DataException($"'{path}' has the SHA-256 {hash}; configured is {expected}.");
        if (options.Sha256 is null) options.Probe?.MustSucceed(path, hash);
        return new ModelFile(path, hash, header);
    }

    public static string HashOfText(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
