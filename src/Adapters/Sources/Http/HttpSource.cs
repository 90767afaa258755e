using Tauric.Adapters.Sources.Live;

namespace Tauric.Adapters.Sources.Http;

/// <summary>A kind of payload that is asked by HTTP GET.</summary>
/// <param name="Path">Of a window's first page, below the provider's address, without the key.</param>
internal sealed record HttpSource(string Source, string System, Windows Windows, Func<FetchWindow, string> Path)
    : LiveSource(Source, System, Windows)
{
    public BodyKind Kind { get; init; } = BodyKind.Json;

    /// <summary>The page behind a page, as it was asked for; null when there is none.</summary>
    public Func<string, ReadOnlyMemory<byte>, string?>? Next { get; init; }

    /// <summary>Says of an answer that there is nothing to keep of it.</summary>
    public Func<ReadOnlySpan<byte>, bool>? IsNothing { get; init; }

    /// <summary>
    /// Says of an answer that it may have been cut at the provider's limit: the window is asked in halves.
    /// </summary>
    public Func<ReadOnlySpan<byte>, bool>? IsFull { get; init; }

    /// <summary>
    /// The part of an answer that is about the window's entity, byte for byte, of an answer that is about all; null
    /// when there is none. What is asked in a row by the same path is then asked once.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, FetchWindow, byte[]?>? Part { get; init; }
}
