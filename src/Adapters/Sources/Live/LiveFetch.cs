using System.Globalization;
using Tauric.Engine;

namespace Tauric.Adapters.Sources.Live;

/// <summary>
/// Copies payloads from providers into a folder that every later run replays without them. Providers are asked side by
/// side, each one window after the other; what one fails at costs the others nothing.
/// </summary>
public sealed class LiveFetch(FetchRequest request, IReadOnlyList<ILiveProvider> providers, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly List<FetchFailure> _failures = [];
    private readonly List<string> _unknown = [];
    private int _windows, _fetched, _payloads, _left;
    private long _bytes;

    /// <param name="told">Lines for people. May be called from several threads, one at a time.</param>
    /// <exception cref="UsageException">A source is named that is not there or has no key.</exception>
    /// <exception cref="ResourceException">The disk refuses.</exception>
    public async Task<FetchReport> RunAsync(Action<string> told, CancellationToken cancelled)
    {
        void say(string line)
        {
            lock (_lock) told(line);
        }

        (ILiveProvider Provider, LiveSource[] Sources)[] chosen = [.. Chosen(say)];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        async Task oneOf((ILiveProvider Provider, LiveSource[] Sources) one)
        {
            try
            {
                await ProviderAsync(one.Provider, one.Sources, say, stop.Token).ConfigureAwait(false);
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);   // Disk or user: it would fail for all.
                throw;
            }
        }

        await Task.WhenAll(chosen.Select(oneOf)).ConfigureAwait(false);
        return new FetchReport(_windows, _fetched, _payloads, _bytes, _left,
            [.. _failures.OrderBy(f => f.What, StringComparer.Ordinal)], [.. _unknown.Order(StringComparer.Ordinal)]);
    }

    /// <summary>What is named must be there and have its key; what is not named is done without, and said.</summary>
    private IEnumerable<(ILiveProvider, LiveSource[])> Chosen(Action<string> told)
    {
        var known = providers.SelectMany(p => p.Sources.Where(s => s.System == request.System)
            .Select(s => (Provider: p, Source: s))).ToList();
        foreach (string name in request.Sources ?? [])
        {
            if (!known.Exists(k => k.Source.Source == name || k.Provider.Name == name)) throw new UsageException(
                $"--source: {request.System} has no source '{name}'; there is "
                + string.Join(", ", known.Select(k => k.Source.Source)) + ".");
        }

        foreach (var group in known.GroupBy(k => k.Provider, k => k.Source))
        {
            LiveSource[] wanted = [.. group.Where(s => request.Sources is not { } named
                || named.Contains(s.Source) || named.Contains(group.Key.Name))];
            if (wanted.Length == 0) continue;
            bool hasKey = group.Key.KeyVariable is null || request.AccessOf(group.Key.Name).Key is not null;
            if (hasKey) yield return (group.Key, wanted);
            else if (request.Sources is null) told($"{group.Key.Name}: left out, {group.Key.KeyVariable} is not set");
            else throw new UsageException($"{group.Key.Name} wants a key: set {group.Key.KeyVariable}.");
        }
    }

    private async Task ProviderAsync(
        ILiveProvider provider, LiveSource[] sources, Action<string> told, CancellationToken cancelled)
    {
        using ILiveSession session = provider.Open(request, clock, line => told($"{provider.Name}: {line}"));
        bool ended = false;
        foreach (LiveSource source in sources)
        {
            using var checkpoint = new FetchCheckpoint(Path.Combine(request.Folder, "fetched"), source.Source);
            (List<FetchWindow> missing, bool isFirst) = Missing(source, checkpoint);
            if (ended) Interlocked.Add(ref _left, missing.Count);
            if (ended || missing.Count == 0) continue;
            told($"{source.Source}: {missing.Count} windows");
            ended = await SourceAsync(provider, session, source, missing, checkpoint, cancelled).ConfigureAwait(false);
            if (isFirst) RequireAnyKnown(provider, source);
        }
    }

    /// <summary>One name that is not known may be one too many; when none is, something is wrong.</summary>
    private void RequireAnyKnown(ILiveProvider provider, LiveSource source)
    {
        lock (_lock)
        {
            IReadOnlyList<string> asked = source.Entities(request);
            if (asked.Any(entity => !_unknown.Contains(Unknown(source, entity)))) return;
            _failures.Add(new FetchFailure(source.Source, VendorFault.Unknown, "nothing that was asked is known there. "
                + $"Check the names, and addresses.{provider.Name} of the configuration."));
        }
    }

    private static string Unknown(LiveSource source, string entity) => $"{source.Source}: {entity} is not known there";

    /// <returns>What is to be asked, and whether that is all there is.</returns>
    private (List<FetchWindow> Windows, bool IsFirst) Missing(LiveSource source, FetchCheckpoint checkpoint)
    {
        List<FetchWindow> all = [.. source.Entities(request).SelectMany(entity =>
            source.Windows.Of(entity, request.From, request.To, Today()))];
        Interlocked.Add(ref _windows, all.Count);
        string scope = source.Scope(request);
        int there = all.RemoveAll(window => checkpoint.Has(window, scope));
        return (all, there == 0);
    }

    /// <returns>Whether the provider need not be asked any more.</returns>
    private async Task<bool> SourceAsync(ILiveProvider provider, ILiveSession session, LiveSource source,
        List<FetchWindow> windows, FetchCheckpoint checkpoint, CancellationToken cancelled)
    {
        for (int i = 0; i < windows.Count; i++)
        {
            FetchWindow window = windows[i];
            try
            {
                DateOnly on = Today();
                IReadOnlyList<LivePayload> payloads =
                    await session.FetchAsync(source, window, cancelled).ConfigureAwait(false);
                RawFolder.Keep(request.Folder, source, window.Entity, payloads);
                checkpoint.Add(window, source.Scope(request), on);
                Count(payloads);
            }
            catch (VendorException e)
            {
                Interlocked.Add(ref _left, Skip(windows, i, e.Ends));
                Note(provider, source, window, e);
                if (e.Ends >= VendorEnds.Source) return e.Ends == VendorEnds.Provider;
            }
        }

        return false;
    }

    /// <summary>Takes out the windows after this one that need not be asked; says how many.</summary>
    private static int Skip(List<FetchWindow> windows, int at, VendorEnds ends)
    {
        string entity = windows[at].Entity;
        int before = windows.Count, i = 0;
        windows.RemoveAll(window => i++ > at
            && (ends > VendorEnds.Entity || (ends == VendorEnds.Entity && window.Entity == entity)));
        return before - windows.Count;
    }

    private void Count(IReadOnlyList<LivePayload> payloads)
    {
        Interlocked.Increment(ref _fetched);
        Interlocked.Add(ref _payloads, payloads.Count);
        Interlocked.Add(ref _bytes, payloads.Sum(p => (long)p.Bytes.Length));
    }

    private void Note(ILiveProvider provider, LiveSource source, FetchWindow window, VendorException e)
    {
        string what = string.Create(CultureInfo.InvariantCulture,
            $"{source.Source} {window.Entity} {window.From:yyyy-MM-dd}..{window.To:yyyy-MM-dd}");
        lock (_lock)
        {
            if (e.Fault == VendorFault.Unknown) _unknown.Add(Unknown(source, window.Entity));
            else _failures.Add(new FetchFailure(what, e.Fault, $"{e.Message}. {e.Advice(provider.KeyVariable)}"));
        }
    }

    private DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
