using System.Text;
using System.Text.Json;
using Tauric.Adapters.Models.Endpoint;

namespace Tauric.Adapters.Sources.Http;

/// <summary>
/// Some providers echo the key, in the address of the next page say. It is overwritten with as many asterisks before
/// the body is stored: the one change a payload may undergo.
/// </summary>
internal static class KeyInBody
{
    /// <summary>Shorter ones are demonstration keys (<c>demo</c>, <c>free</c>): words that payloads hold.</summary>
    private const int SecretLengthMin = 8;

    /// <returns>Was it there?</returns>
    public static bool Overwrite(Span<byte> body, ApiKey? key)
    {
        bool isThere = false;
        if (key is null || key.Value.Length < SecretLengthMin) return false;
        foreach (string spelling in Spellings(key.Value))
        {
            byte[] wanted = Encoding.ASCII.GetBytes(spelling);
            Span<byte> rest = body;
            for (int at; (at = rest.IndexOf(wanted)) >= 0; rest = rest[(at + wanted.Length)..])
            {
                rest.Slice(at, wanted.Length).Fill((byte)'*');
                isThere = true;
            }
        }

        return isThere;
    }

    /// <summary>As it is, in an address, in JSON as some write it and as others do.</summary>
    private static IEnumerable<string> Spellings(string key) => new[]
    {
        key, Uri.EscapeDataString(key), key.Replace("/", "\\/", StringComparison.Ordinal),
        JsonEncodedText.Encode(key).ToString(),
    }.Distinct(StringComparer.Ordinal);
}
