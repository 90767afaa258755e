using System.Net;
using System.Net.Http.Headers;
using Tauric.Adapters.Storage;
using Tauric.Engine;

namespace Tauric.Adapters.Models.Files;

/// <summary>
/// Brings a model's file into the <see cref="ModelFolder"/>: what arrived of it is kept beside under the hash that is
/// expected, so that the same command goes on where it was cut; the file gets its name only when its bytes are right.
/// </summary>
public sealed class ModelDownload(ModelFolder folder) : IDisposable
{
    private const int AttemptsMax = 5;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Longest time in which nothing arrives.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Before it is tried again.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Told of bytes there and bytes expected (0: not known).</summary>
    public Action<long, long> Progress { get; init; } = (_, _) => { };

    /// <param name="url">http or https; redirects are followed.</param>
    /// <param name="sha256">What the bytes must hash to.</param>
    /// <exception cref="DataException">They do not; nothing is kept of them.</exception>
    /// <exception cref="ResourceException">The server or the disk does not let it; what arrived is kept.</exception>
    public async Task<ModelEntry> PullAsync(Uri url, string sha256, string name, CancellationToken cancelled)
    {
        sha256 = sha256.ToLowerInvariant();
        ModelEntry.RequireName(name);
        bool isSame(ModelEntry there) => there.Sha256 == sha256 && ModelFolder.Problem(there) is null;
        if (folder.Find(name) is { } found && isSame(found)) return found;
        folder.Make();
        string partial = Path.Combine(folder.Path, $"{name}.{sha256[..16]}.partial");
        for (int attempt = 1; ; attempt++)
        {
            long before = LengthOf(partial);
            try
            {
                await FetchAsync(url, partial, cancelled).ConfigureAwait(false);
                break;
            }
            catch (Exception e) when (IsPassing(e, cancelled))
            {
                long now = LengthOf(partial);
                if (now > before) attempt = 1;
                if (attempt == AttemptsMax) throw Cut(url, now, e);
                await Task.Delay(Delay, cancelled).ConfigureAwait(false);
            }
        }

        return Finish(url, partial, sha256, name);
    }

    public void Dispose() => _http.Dispose();

    private static bool IsPassing(Exception e, CancellationToken cancelled) =>
        e is HttpRequestException or HttpIOException
        || (e is OperationCanceledException && !cancelled.IsCancellationRequested);

    private static long LengthOf(string partial) => File.Exists(partial) ? new FileInfo(partial).Length : 0;

    /// <summary>Without a query or a user, which may hold a key.</summary>
    private static string Shown(Uri url) =>
        new UriBuilder(url) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri.ToString();

    private ModelEntry Finish(Uri url, string partial, string sha256, string name)
    {
        string found = ModelFolder.HashOf(partial);
        if (found != sha256)
        {
            DiskFault.Try(() => File.Delete(partial));
            throw new DataException($"{Shown(url)} is another file: its SHA-256 is {found}, expected is {sha256}. "
                + "Check the address and the hash.");
        }

        string file = folder.FileOf(name);
        long bytes = LengthOf(partial);
        DiskFault.Guard("name the model's file", file, bytes, () =>
        {
            Durability.SyncFiles(folder.Path, [partial]);
            File.Move(partial, file, overwrite: true);
        });
        return folder.Keep(new ModelEntry(name, file, sha256, bytes, Shown(url)));
    }

    /// <summary>The bytes that are not there yet, or all where the server cannot send a part.</summary>
    private async Task FetchAsync(Uri url, string partial, CancellationToken cancelled)
    {
        long there = LengthOf(partial);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (there > 0) request.Headers.Range = new RangeHeaderValue(there, null);
        using HttpResponseMessage response = await _http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && there > 0)
        {
            if (range?.Length == there) return;   // It was all there.
            File.Delete(partial);
            throw new HttpRequestException("what had arrived is not a part of the file; it starts anew");
        }

        Require(url, response);
        bool goesOn = response.StatusCode == HttpStatusCode.PartialContent && range?.From == there;
        if (response.StatusCode == HttpStatusCode.PartialContent && !goesOn)
            throw new HttpRequestException("the server sent another part than was asked for");
        long total = (goesOn ? there : 0) + (response.Content.Headers.ContentLength ?? 0);
        await CopyAsync(response, partial, goesOn, total, patience, cancelled).ConfigureAwait(false);
    }

    private async Task CopyAsync(HttpResponseMessage response, string partial, bool goesOn, long total,
        CancellationTokenSource patience, CancellationToken cancelled)
    {
        using Stream from = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        using var to = DiskFault.Guard("write the model", partial, total, () =>
            new FileStream(partial, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None, 1));
        var buffer = new byte[1 << 20];
        while (true)
        {
            patience.CancelAfter(Patience);
            int read = await from.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
            if (read == 0) return;
            DiskFault.Guard("write the model", partial, total, () => to.Write(buffer, 0, read));
            Progress(to.Length, total);
            cancelled.ThrowIfCancellationRequested();
        }
    }

    private static void Require(Uri url, HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode) return;
        if (status is 408 or 429 or >= 500) throw new HttpRequestException($"HTTP {status}");
        string advice = status is 401 or 403
            ? "What wants a login is fetched otherwise and named by 'tauric models add'." : "Check the address.";
        throw new ResourceException($"{Shown(url)} cannot be had: HTTP {status}. {advice}");
    }

    private static ResourceException Cut(Uri url, long bytes, Exception e) => new(
        $"{Shown(url)} was cut after {bytes:N0} bytes, {AttemptsMax} times in a row: "
        + $"{(e is OperationCanceledException ? "nothing arrived" : e.Message)}. "
        + "Give the same command again: it goes on from there.", e);
}
