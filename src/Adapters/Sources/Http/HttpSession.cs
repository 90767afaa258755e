using System.Buffers;
using System.Net;
using Polly;
using Tauric.Adapters.Models.Endpoint;
using Tauric.Adapters.Sources.Live;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Sources.Http;

/// <summary>
/// Asks a provider by HTTP, one request at a time at the provider's pace, and again after what passes. Nothing of a key
/// is in what it throws or tells.
/// </summary>
internal sealed class HttpSession : ILiveSession
{
    private const int BodyBytesMax = 64 << 20, ArchiveBytesMax = 512 << 20, PagesMax = 1000, RedirectsMax = 3;

    private readonly HttpProvider _provider;
    private readonly Uri _address;
    private readonly ApiKey? _key;
    private readonly FetchRequest _request;
    private readonly TimeProvider _clock;
    private readonly Action<string> _told;
    private readonly ResiliencePipeline _retries;
    private readonly Pace _pace;
    private readonly HttpClient _http;
    private (string Path, byte[] Body)? _shared;

    public HttpSession(HttpProvider provider, Uri address, ApiKey? key, FetchRequest request, TimeProvider clock,
        Action<string> told)
    {
        (_provider, _key, _request, _clock, _told) = (provider, key, request, clock, told);
        _address = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        _retries = Retries.Build(clock, told);
        _pace = new Pace(provider.PerMinute, clock);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !address.IsLoopback,
            AutomaticDecompression = DecompressionMethods.All,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (compatible; tauric)");
    }

    public async Task<IReadOnlyList<LivePayload>> FetchAsync(
        LiveSource source, FetchWindow window, CancellationToken cancelled)
    {
        var asked = (HttpSource)source;
        List<byte[]> pages = await PagesAsync(asked, window, cancelled).ConfigureAwait(false);
        if (asked.IsFull?.Invoke(pages[0]) is true && window.From < window.To)
        {
            DateOnly middle = window.From.AddDays((window.To.DayNumber - window.From.DayNumber) / 2);
            return [.. await FetchAsync(source, window with { To = middle }, cancelled).ConfigureAwait(false),
                .. await FetchAsync(source, window with { From = middle.AddDays(1) }, cancelled).ConfigureAwait(false)];
        }

        if (asked.Part is { } part) pages = part(pages[0], window) is { } own ? [own] : [];
        pages.RemoveAll(page => asked.IsNothing?.Invoke(page) is true);
        return [.. pages.Select((page, i) => new LivePayload(window.To, i + 1, page))];
    }

    public void Dispose() => _http.Dispose();

    private async Task<List<byte[]>> PagesAsync(HttpSource source, FetchWindow window, CancellationToken cancelled)
    {
        string? path = source.Path(window);
        if (source.Part is not null && _shared?.Path == path) return [_shared.Value.Body];
        var pages = new List<byte[]>();
        var seen = new HashSet<Hash256>();
        for (; path is not null; path = source.Next?.Invoke(path, pages[^1]))
        {
            if (pages.Count == PagesMax)
                throw new VendorException(VendorFault.TooLarge, $"more than {PagesMax} pages of one window");
            string asked = path;
            pages.Add(await _retries.ExecuteAsync(
                async stop => await AttemptAsync(source, asked, seen, stop).ConfigureAwait(false), cancelled)
                .ConfigureAwait(false));
        }

        if (source.Part is not null) _shared = (source.Path(window), pages[0]);
        return pages;
    }

    private async Task<byte[]> AttemptAsync(
        HttpSource source, string path, HashSet<Hash256> seen, CancellationToken cancelled)
    {
        await _pace.TurnAsync(cancelled).ConfigureAwait(false);
        using var answerMax = new CancellationTokenSource(_request.AnswerMax, _clock);
        using var silence = new CancellationTokenSource(_request.SilenceMax, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled, answerMax.Token, silence.Token);
        try
        {
            using HttpResponseMessage response = await SendAsync(path, stop.Token).ConfigureAwait(false);
            int bytesMax = source.Kind == BodyKind.Zip ? ArchiveBytesMax : BodyBytesMax;
            byte[] body = await BodyAsync(response, bytesMax, silence, stop.Token).ConfigureAwait(false);
            bool hadKey = KeyInBody.Overwrite(body, _key);   // Before any word of it is told.
            string? type = response.Content.Headers.ContentType?.MediaType;
            HttpAnswer.RequireStatus(_provider, response.StatusCode,
                HttpAnswer.After(response.Headers.RetryAfter, _clock.GetUtcNow()), body,
                HttpAnswer.IsHtml(type, body));
            HttpAnswer.RequireBody(_provider, source.Kind, type, body);
            if (!seen.Add(Hash256.Of(body))) throw new VendorException(VendorFault.Malformed, "the same page twice");
            if (hadKey) _told($"{source.Source}: an answer held the key; asterisks are stored in its place");
            return body;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            throw new VendorException(VendorFault.Unreachable, answerMax.IsCancellationRequested
                ? $"no whole answer within {_request.AnswerMax.TotalSeconds:0.###} s"
                : $"nothing arrived for {_request.SilenceMax.TotalSeconds:0.###} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            throw new VendorException(VendorFault.Unreachable, Redacted(e.Message));
        }
        catch (VendorException e) when (_key is not null && e.Message != Redacted(e.Message))
        {
            throw new VendorException(e.Fault, Redacted(e.Message)) { RetryAfter = e.RetryAfter };
        }
    }

    /// <summary>Redirects are followed to the same machine, and without the key to where the provider leads.</summary>
    private async Task<HttpResponseMessage> SendAsync(string path, CancellationToken stop)
    {
        var url = new Uri(_address, path);
        for (int redirects = 0; ; redirects++)
        {
            bool isOwn = url.GetLeftPart(UriPartial.Authority) == _address.GetLeftPart(UriPartial.Authority);
            using var request = new HttpRequestMessage(HttpMethod.Get, isOwn ? WithKey(url) : url);
            if (isOwn && _key is not null && _provider.KeyParameter is null)
                request.Headers.TryAddWithoutValidation(_provider.KeyHeader.Name,
                    _provider.KeyHeader.Prefix + _key.Value);
            HttpResponseMessage response = await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
            if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } location)
                return response;
            response.Dispose();
            url = new Uri(url, location);
            bool isAllowed = url.GetLeftPart(UriPartial.Authority) == _address.GetLeftPart(UriPartial.Authority)
                || (_provider.LeadsTo is { } others && url.Host.EndsWith(others, StringComparison.OrdinalIgnoreCase)
                    && url.Scheme == _address.Scheme);
            if (!isAllowed || redirects == RedirectsMax) throw new VendorException(VendorFault.Redirected,
                isAllowed ? "redirects without end" : $"it sends to {url.Host}, which is not followed");
        }
    }

    private Uri WithKey(Uri url)
    {
        if (_key is null || _provider.KeyParameter is not { } parameter) return url;
        string key = $"{parameter}={Uri.EscapeDataString(_key.Value)}";
        return url.Query.Contains(key, StringComparison.Ordinal) ? url
            : new UriBuilder(url) { Query = url.Query.Length > 1 ? $"{url.Query[1..]}&{key}" : key }.Uri;
    }

    private async Task<byte[]> BodyAsync(
        HttpResponseMessage response, int bytesMax, CancellationTokenSource silence, CancellationToken stop)
    {
        using Stream stream = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        var body = new ArrayBufferWriter<byte>(1 << 16);
        while (true)
        {
            int read = await stream.ReadAsync(body.GetMemory(1 << 14), stop).ConfigureAwait(false);
            if (read == 0) return body.WrittenSpan.ToArray();
            body.Advance(read);
            if (body.WrittenCount > bytesMax)
                throw new VendorException(VendorFault.TooLarge, $"more than {bytesMax >> 20} MiB");
            silence.CancelAfter(_request.SilenceMax);
        }
    }

    private string Redacted(string text) =>
        _key is null ? text : _key.Redact(text).Replace(Uri.EscapeDataString(_key.Value), "***");
}
