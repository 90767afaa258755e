using Tauric.Adapters.Models.Endpoint;
using Tauric.Adapters.Sources.IqFeed;
using Tauric.Adapters.Sources.Live;
using Tauric.Engine;
using Tauric.Host.Configuration;
using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories;

namespace Tauric.Host;

/// <summary>Which providers can be asked for a system's payloads, with what the configuration says of them.</summary>
internal static class LiveSources
{
    private static readonly string[] s_systems = [CorpusPipeline.Name, StoriesPipeline.Name];

    /// <param name="tickers">Null for those of the configuration.</param>
    /// <param name="folder">Folder of folders by system; null for one in the data root.</param>
    /// <exception cref="UsageException">The system has no providers, or no tickers are named.</exception>
    public static FetchRequest Request(TauricConfig config, string system, DateOnly from, DateOnly to,
        IReadOnlyList<string>? tickers, IReadOnlyList<string>? sources, string? folder)
    {
        if (!s_systems.Contains(system)) throw new UsageException(
            $"Nothing is fetched for '{system}': there is {string.Join(" and ", s_systems)}. "
            + "Transcripts of topics come by 'tauric prefetch'.");
        tickers ??= system == CorpusPipeline.Name ? config.Corpus.Tickers : config.Stories.Symbols ?? [];
        if (tickers.Count == 0) throw new UsageException("Which tickers? Name them: --tickers NVDA,AAPL");
        return new FetchRequest(system, Path.Combine(folder ?? Path.Combine(config.DataRoot, "fetched"), system), from,
            to, [.. tickers.Select(RequireEntity)])
        {
            Sources = sources,
            Access = LiveProviders.All.ToDictionary(p => p.Name, p => Access(config, p.Name), StringComparer.Ordinal),
            Series = config.Live.Series,
        };
    }

    public static Task<FetchReport> FetchAsync(FetchRequest request, Terminal terminal, CancellationToken cancelled) =>
        new LiveFetch(request, LiveProviders.All, terminal.Clock).RunAsync(terminal.Error.WriteLine, cancelled);

    /// <summary>Records IQFeed's stream of the session under way.</summary>
    public static Task<(string Path, long Messages)> RecordAsync(
        TauricConfig config, FetchRequest request, Terminal terminal, CancellationToken cancelled) =>
        new IqFeedRecorder(request.Folder, Access(config, "iqfeed_stream").Address, request.Tickers, terminal.Clock)
            .RecordAsync(terminal.Error.WriteLine, cancelled);

    private static ProviderAccess Access(TauricConfig config, string provider) => new(
        config.Live.Addresses.GetValueOrDefault(provider),
        config.ApiKeys.GetValueOrDefault(provider) is { Length: > 0 } key ? new ApiKey(key) : null);

    private static string RequireEntity(string ticker) => PayloadKey.TryParse($"source/{ticker}/2024-01-01.json", out _)
        ? ticker : throw new UsageException($"--tickers: '{ticker}' is no ticker.");
}
