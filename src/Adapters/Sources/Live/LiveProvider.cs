using Tauric.Adapters.Models.Endpoint;

namespace Tauric.Adapters.Sources.Live;

/// <summary>A kind of payload a provider gives: a folder below <c>raw/</c>, and what belongs into it.</summary>
/// <param name="Source">Name of the folder.</param>
/// <param name="System">That reads it.</param>
public record LiveSource(string Source, string System, Windows Windows)
{
    /// <summary>Of the payloads' files.</summary>
    public string Extension { get; init; } = "json";

    /// <summary>What is asked about; the tickers, when nothing else is said.</summary>
    public Func<FetchRequest, IReadOnlyList<string>> Entities { get; init; } = request => request.Tickers;

    /// <summary>
    /// What else a window's payload depends on, as it stands in the checkpoint: a payload of other symbols is another.
    /// </summary>
    public Func<FetchRequest, string> Scope { get; init; } = _ => "";
}

/// <summary>Somebody who has payloads. Stateless.</summary>
public interface ILiveProvider
{
    /// <summary>As in <c>api_keys</c> and <c>addresses</c> of the configuration.</summary>
    string Name { get; }

    /// <summary>The variable its key is in; null when it wants none.</summary>
    string? KeyVariable { get; }

    IReadOnlyList<LiveSource> Sources { get; }

    /// <summary>Makes what asks it; nothing is sent yet.</summary>
    ILiveSession Open(FetchRequest request, TimeProvider clock, Action<string> told);
}

/// <summary>Asks a provider, one window after the other.</summary>
public interface ILiveSession : IDisposable
{
    /// <returns>Payloads as they came, none when there is nothing in the window.</returns>
    /// <exception cref="VendorException">It gives none.</exception>
    Task<IReadOnlyList<LivePayload>> FetchAsync(LiveSource source, FetchWindow window, CancellationToken cancelled);
}

/// <param name="Day">That names it.</param>
/// <param name="Page">From 1.</param>
public sealed record LivePayload(DateOnly Day, int Page, byte[] Bytes);

/// <param name="Address">Instead of the provider's own; null for that.</param>
public sealed record ProviderAccess(Uri? Address, ApiKey? Key);

/// <summary>What is wanted.</summary>
/// <param name="System">Whose payloads.</param>
/// <param name="Folder">Payloads go below its <c>raw/</c>, checkpoints below its <c>fetched/</c>.</param>
/// <param name="From">First decision day.</param>
/// <param name="To">Last decision day.</param>
public sealed record FetchRequest(
    string System, string Folder, DateOnly From, DateOnly To, IReadOnlyList<string> Tickers)
{
    /// <summary>Providers or sources; null for all of the system that have their key.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>By provider.</summary>
    public IReadOnlyDictionary<string, ProviderAccess> Access { get; init; } =
        new Dictionary<string, ProviderAccess>(StringComparer.Ordinal);

    /// <summary>What is asked of providers that do not go by ticker, by provider.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Series { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Longest time an answer may take, to its last byte.</summary>
    public TimeSpan AnswerMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time in which nothing arrives.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(30);

    internal ProviderAccess AccessOf(string provider) =>
        Access.GetValueOrDefault(provider) ?? new ProviderAccess(null, null);

    internal IReadOnlyList<string> SeriesOf(string provider) => Series.GetValueOrDefault(provider) ?? [];
}

/// <param name="What">Source, entity and days, in words.</param>
/// <param name="Why">And what to do.</param>
public sealed record FetchFailure(string What, VendorFault Fault, string Why);

/// <param name="Windows">There are.</param>
/// <param name="Fetched">Of them now; others were there.</param>
/// <param name="Payloads">Written now.</param>
/// <param name="Left">Windows not asked, because a failure before them said that they would fail too.</param>
/// <param name="Failures">Empty when all is there.</param>
/// <param name="Unknown">What a provider does not know, in words.</param>
public sealed record FetchReport(int Windows, int Fetched, int Payloads, long Bytes, int Left,
    IReadOnlyList<FetchFailure> Failures, IReadOnlyList<string> Unknown);
