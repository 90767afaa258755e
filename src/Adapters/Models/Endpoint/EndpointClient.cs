using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tauric.Engine;

namespace Tauric.Adapters.Models.Endpoint;

/// <summary>
/// Posts JSON to an endpoint until it is answered: as many at a time as the server bears, again after what passes, with
/// waits that double or that the server asks for. Safe from many threads.
/// </summary>
/// <remarks>
/// <para>What is never tried again: a refusal of the request itself (400, 413, 422), of the key (401, 403), of the
/// address (404, redirects, which are not followed because they could carry the key elsewhere).</para>
/// <para>A request that failed to its last attempt is refused when the server answered others meanwhile and the fault
/// may be the request's (500, an answer that is no JSON or not the agreed one). Otherwise the endpoint is gone: a
/// passing fault must stop a run, which can be resumed, and not become data.</para>
/// </remarks>
internal sealed class EndpointClient : IDisposable
{
    private const int BodyBytesMax = 16 << 20, ShownMax = 200, DelaySecondsMax = 60;

    private readonly EndpointOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly AdaptiveLimit _limit;
    private long _successes;

    public EndpointClient(EndpointOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _limit = new AdaptiveLimit(options.ConnectionsMax, clock);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !options.Url.IsLoopback,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),   // So that a moved name is found.
            MaxConnectionsPerServer = options.ConnectionsMax,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        if (options.Key is { } key) _http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", key.Header);
    }

    /// <param name="path">Below the address, e.g. <c>chat/completions</c>.</param>
    /// <param name="read">Takes the answer apart; throws <see cref="FormatException"/> where it is not the agreed one.
    /// </param>
    /// <param name="key">Of the request: its waits are drawn by it.</param>
    /// <exception cref="ResourceException">The endpoint is gone.</exception>
    /// <exception cref="RefusedException">It will not answer this request.</exception>
    public async Task<T> PostAsync<T>(
        string path, ReadOnlyMemory<byte> json, Func<JsonElement, T> read, ulong key, CancellationToken cancelled)
    {
        var random = CounterRandom.For(unchecked((long)key), "wait");
        long successes = Interlocked.Read(ref _successes);
        for (int attempt = 1; ; attempt++)
        {
            long began = await _limit.EnterAsync(cancelled).ConfigureAwait(false);
            try
            {
                T answer = await TryAsync(path, json, read, cancelled).ConfigureAwait(false);
                _limit.Succeeded(began);
                Interlocked.Increment(ref _successes);
                return answer;
            }
            catch (AttemptException e)
            {
                _limit.Failed(began, e.IsTooMuch);
                if (attempt == _options.AttemptsMax) throw Final(e, Interlocked.Read(ref _successes) > successes);
                await Task.Delay(Wait(e, attempt, ref random), _clock, cancelled).ConfigureAwait(false);
            }
            catch
            {
                _limit.Failed(began, isTooMuch: false);
                throw;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> TryAsync<T>(
        string path, ReadOnlyMemory<byte> json, Func<JsonElement, T> read, CancellationToken cancelled)
    {
        using var patience = new CancellationTokenSource(_options.Timeout, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled, patience.Token);
        try
        {
            using var content = new ReadOnlyMemoryContent(json);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Url, path));
            request.Content = content;
            using HttpResponseMessage response = await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token).ConfigureAwait(false);
            ReadOnlyMemory<byte> body = await BodyAsync(response, stop.Token).ConfigureAwait(false);
            Require(response, body.Span);
            using JsonDocument document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            string message = $"no answer within {_options.Timeout.TotalSeconds:0.###} s";
            throw new AttemptException(message) { IsTooMuch = true };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new AttemptException(Shown(e.Message));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // JSON that cannot be read as text (half a surrogate pair) is an InvalidOperationException.
            throw new AttemptException("an answer that is not the agreed JSON: " + Shown(e.Message))
            { MayBeTheRequest = true };
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, CancellationToken stop)
    {
        using Stream stream = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        var body = new ArrayBufferWriter<byte>(1 << 16);
        while (true)
        {
            int read = await stream.ReadAsync(body.GetMemory(1 << 14), stop).ConfigureAwait(false);
            if (read == 0) return body.WrittenMemory;
            body.Advance(read);
            if (body.WrittenCount > BodyBytesMax) throw new FormatException($"over {BodyBytesMax:N0} bytes");
        }
    }

    private void Require(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        if (response.IsSuccessStatusCode) return;
        int status = (int)response.StatusCode;
        string words = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 2048)]);
        string said = $"HTTP {status}, \"{Shown(words)}\"";
        switch (response.StatusCode)
        {
            case HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
                or HttpStatusCode.UnprocessableEntity:
                throw new RefusedException(said);
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw Gone(said, "Set the key in the variable LLM_API_KEY.");
            case HttpStatusCode.NotFound:
                throw Gone(said, "Check the address, which ends in /v1 with most servers, and the name of the model.");
            case >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest:
                throw Gone($"HTTP {status} to {Shown(response.Headers.Location?.ToString() ?? "nowhere")}",
                    "Redirects are not followed: they could carry the key elsewhere. Give the address it leads to.");
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
                or >= HttpStatusCode.InternalServerError:
                throw new AttemptException(said)
                {
                    RetryAfter = After(response.Headers.RetryAfter),
                    IsTooMuch = status is 408 or 429 or 503 or 504,
                    MayBeTheRequest = status == 500,
                };
            default:
                throw Gone(said, "Check the address and the server's log.");
        }
    }

    private TimeSpan? After(RetryConditionHeaderValue? header) => header is null ? null
        : header.Delta ?? (header.Date - _clock.GetUtcNow());

    private TimeSpan Wait(AttemptException failed, int attempt, ref CounterRandom random)
    {
        if (failed.RetryAfter is { } asked)
            return asked < TimeSpan.Zero ? TimeSpan.Zero : asked < _options.RetryAfterMax ? asked
                : _options.RetryAfterMax;
        double seconds = Math.Min(DelaySecondsMax, _options.FirstDelay.TotalSeconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(seconds * (0.5 + (random.NextUniform() / 2)));   // Not all at the same moment.
    }

    private Exception Final(AttemptException e, bool othersWereAnswered) =>
        e.MayBeTheRequest && othersWereAnswered
            ? new RefusedException($"{_options.AttemptsMax} attempts, at last {e.Message}")
            : Gone($"{_options.AttemptsMax} attempts, at last {e.Message}",
                "Run again when it answers: what was answered is kept.");

    private ResourceException Gone(string what, string advice) =>
        new($"The endpoint {_options.Url} does not answer for '{_options.Model}': {what}. {advice}");

    /// <summary>A text of the server's: short, on one line, without the key.</summary>
    private string Shown(string text)
    {
        string line = string.Join(' ', (_options.Key?.Redact(text) ?? text)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > ShownMax ? line[..ShownMax] + "…" : line;
    }

    private sealed class AttemptException(string message) : Exception(message)
    {
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>The server has more to do than it can.</summary>
        public bool IsTooMuch { get; init; }

        public bool MayBeTheRequest { get; init; }
    }
}

/// <summary>The server will not answer this request; others it may.</summary>
internal sealed class RefusedException(string message) : Exception(message);
