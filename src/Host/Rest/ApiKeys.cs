using System.Security.Cryptography;
using System.Text;
using Tauric.Engine;

namespace Tauric.Host.Rest;

/// <summary>Who may ask. Keys are kept as hashes, and compared in a time that says nothing of them.</summary>
internal sealed class ApiKeys
{
    public const int LengthMin = 16;

    private readonly byte[][] _hashes;

    /// <exception cref="UsageException">There is none, or one is too short; keys are not quoted.</exception>
    public ApiKeys(IReadOnlyList<string> keys)
    {
        if (keys.Count == 0) throw new UsageException(
            "Nobody could ask: set TAURIC_API_KEYS to the keys of those who may, separated by commas.");
        if (keys.Any(k => k.Length < LengthMin)) throw new UsageException(
            $"An API key of TAURIC_API_KEYS is shorter than {LengthMin} characters.");
        _hashes = [.. keys.Distinct(StringComparer.Ordinal).Select(Hash)];
    }

    public int Count => _hashes.Length;

    /// <returns>Which key it is; −1 for none.</returns>
    public int Find(string? given)
    {
        byte[] hash = Hash(given ?? "");
        int found = -1;
        for (int i = 0; i < _hashes.Length; i++)
            if (CryptographicOperations.FixedTimeEquals(hash, _hashes[i])) found = i;
        return found;
    }

    /// <summary>Names the client in hashes, without its key.</summary>
    public ReadOnlySpan<byte> HashOf(int key) => _hashes[key];

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
