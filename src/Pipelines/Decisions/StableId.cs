using System.Text;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Decisions;

/// <summary>Ids that follow from what they name, so that the same thing has the same id everywhere.</summary>
public static class StableId
{
    /// <summary>A UUID of version 8 (RFC 9562) from the SHA-256 of the text.</summary>
    public static string Of(string text)
    {
        Span<byte> digest = stackalloc byte[32];
        Hash256.Of(Encoding.UTF8.GetBytes(text)).CopyTo(digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..16], bigEndian: true).ToString();
    }
}
