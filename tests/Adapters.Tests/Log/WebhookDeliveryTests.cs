using System.Globalization;
using Tauric.Adapters.Log;
using Tauric.Adapters.Tests.Models.Endpoint;

namespace Tauric.Adapters.Tests.Log;

public sealed class WebhookDeliveryTests : IDisposable
{
    private static readonly WebhookOptions s_quick = new()
    {
        RetryFirst = TimeSpan.FromMilliseconds(1),
        RetryMax = TimeSpan.FromMilliseconds(4),
        PollInterval = TimeSpan.FromMilliseconds(5),
        AnswerTimeMax = TimeSpan.FromMilliseconds(500),
    };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The receiver refuses, breaks off and stalls; deliveries are stopped and started again.</summary>
    [Fact]
    public async Task Every_event_is_taken_in_order_and_at_least_once_whatever_the_receiver_does()
    {
        const int events = 12;
        int requests = 0;
        var taken = new List<long>();
        using var receiver = new LoopbackServer(request =>
        {
            lock (taken)
            {
                Reply? fault = (requests++ % 5) switch
                {
                    0 => new Reply(500, ""),
                    1 => new Reply(200, "answer") { CutAfter = 0 },
                    2 when requests == 3 => new Reply(200, "") { Stalls = true },
                    3 => new Reply(404, ""),
                    _ => null,
                };
                if (fault is not null) return fault;
                long offset = long.Parse(request.Headers["x-event-offset"], CultureInfo.InvariantCulture);
                Assert.Equal($"{{\"n\":{offset}}}", request.Body);
                taken.Add(offset);
                return new Reply(204, "");
            }
        });
        using var log = new EventLog(_folder.Path, new SteppedClock());
        for (int i = 0; i < events; i++)
        {
            Assert.Equal(i, await log.PublishAsync($"event-{i}", $"{{\"n\":{i}}}"));
            Assert.Null(await log.PublishAsync($"event-{i}", $"{{\"n\":{i}}}"));
            if (i % 4 == 3) await DeliverUntil(receiver.Url, () => taken.Count > 0 && taken[^1] == i, taken);
        }

        Assert.Equal(Enumerable.Range(0, events).Select(i => (long)i), taken.Distinct());
        Assert.Equal(taken.Order(), taken);
    }

    private async Task DeliverUntil(string url, Func<bool> isDone, object gate)
    {
        using var stop = new CancellationTokenSource();
        using var delivery = new WebhookDelivery(_folder.Path, new Uri(url), s_quick, TimeProvider.System);
        Task running = delivery.RunAsync(stop.Token);
        while (true)
        {
            lock (gate)
                if (isDone()) break;
            await Task.Delay(2);
            Assert.False(running.IsFaulted, running.Exception?.ToString());
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
