namespace Tauric.Engine.Contracts;

/// <summary>Where raw payloads come from: a folder that replays them, later the providers themselves.</summary>
public interface IPayloadSource
{
    /// <summary>Every payload there is, ordinal by key. A payload's key is <c>source/entity/date.ext</c>.</summary>
    IReadOnlyList<PayloadInfo> List();

    byte[] Load(string key);
}

/// <param name="Key"><c>source/entity/date.ext</c>, e.g. <c>finnhub/AAPL/2024-03-05.json</c>.</param>
/// <param name="Version">Changes when the payload does, without reading it where possible.</param>
public sealed record PayloadInfo(string Key, string Version);
