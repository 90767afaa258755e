using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Tauric.Adapters.Log;

public sealed record WebhookOptions
{
    /// <summary>After the first failure; each further one doubles it.</summary>
    public TimeSpan RetryFirst { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan RetryMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the log is looked at.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Of one attempt.</summary>
    public TimeSpan AnswerTimeMax { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Posts the events of a log to an address: all of them, in order, each at least once. One that is not taken is tried
/// again until it is; what was taken is remembered beside the log, for the next start.
/// </summary>
public sealed class WebhookDelivery : IDisposable
{
    /// <summary>Header: what to replay from, and to know repeats by.</summary>
    public const string OffsetHeader = "X-Event-Offset";

    private readonly string _folder;
    private readonly Uri _address;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;
    private readonly string _taken;

    /// <param name="address">May hold a secret: it is written nowhere.</param>
    public WebhookDelivery(string folder, Uri address, WebhookOptions options, TimeProvider clock)
    {
        (_folder, _address, _options, _clock) = (folder, address, options, clock);
        _client = new HttpClient { Timeout = options.AnswerTimeMax };
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri));
        string name = Convert.ToHexStringLower(hash.AsSpan(0, 8));
        _taken = Path.Combine(folder, $"webhook-{name}.offset");
    }

    /// <summary>Delivers until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancelled)
    {
        long next = File.Exists(_taken)
            ? long.Parse(await File.ReadAllTextAsync(_taken, cancelled).ConfigureAwait(false),
                CultureInfo.InvariantCulture) : 0;
        while (true)
        {
            foreach (LogRecord record in LogReader.Read(_folder, next))
            {
                await DeliverAsync(record, cancelled).ConfigureAwait(false);
                next = record.Sequence + 1;
                await RememberAsync(next, cancelled).ConfigureAwait(false);
            }

            await Task.Delay(_options.PollInterval, _clock, cancelled).ConfigureAwait(false);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task DeliverAsync(LogRecord record, CancellationToken cancelled)
    {
        for (TimeSpan wait = _options.RetryFirst; !await IsTakenAsync(record, cancelled).ConfigureAwait(false);)
        {
            await Task.Delay(wait, _clock, cancelled).ConfigureAwait(false);
            wait = wait * 2 < _options.RetryMax ? wait * 2 : _options.RetryMax;
        }
    }

    private async Task<bool> IsTakenAsync(LogRecord record, CancellationToken cancelled)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address);
        request.Content = new ByteArrayContent(record.Payload);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(OffsetHeader, record.Sequence.ToString(CultureInfo.InvariantCulture));
        try
        {
            using HttpResponseMessage answer = await _client.SendAsync(request, cancelled).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (!cancelled.IsCancellationRequested
            && e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>By renaming, so that it is there whole; losing it in a crash only repeats.</summary>
    private async Task RememberAsync(long next, CancellationToken cancelled)
    {
        string fresh = _taken + ".new";
        await File.WriteAllTextAsync(fresh, next.ToString(CultureInfo.InvariantCulture), cancelled)
            .ConfigureAwait(false);
        File.Move(fresh, _taken, overwrite: true);
    }
}
