using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tauric.Adapters.Log;
using Tauric.Adapters.Tests;
using Tauric.Engine;
using Tauric.Engine.Time;
using Tauric.Host.Tests.Proofs;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Bench;

/// <summary>
/// The service as a child process, asked from this one over loopback at a steady rate. A latency runs from the moment a
/// request was due, so that a stall is charged to everybody it kept waiting; it includes the flush to the disk.
/// </summary>
internal abstract class ServeLoad(string path, int perSecond) : IBenchmark
{
    private const string Key = "a-key-of-a-benchmark";

    public void Run(Measurement measurement)
    {
        string root = Directory.CreateTempSubdirectory("tauric-bench-").FullName;
        try
        {
            RunAsync(measurement, root).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    protected abstract byte[] Body(string id);

    /// <summary>Is what was answered true?</summary>
    protected abstract void Check(Measurement measurement, string root, IEnumerable<string> answered);

    private async Task RunAsync(Measurement measurement, string root)
    {
        int port = LoopbackPort.Free();
        using Process server = Start(root, port);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 });
        client.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        await AwaitUp(client);
        await Load(client, "warm", measurement.Size(5, 1) * perSecond);
        double busy = LoadAverage(), spent = ProcessorMs(server);
        Answers result = await Load(client, "d", measurement.Size(60, 1) * perSecond);
        spent = ProcessorMs(server) - spent;
        using (Process.Start("kill", ["-TERM", $"{server.Id}"])) await server.WaitForExitAsync();
        double[] sorted = [.. result.Milliseconds.Order()];
        foreach (double percent in (double[])[50, 99, 99.9, 100])
            measurement.Figure(string.Create(CultureInfo.InvariantCulture, $"P{percent}"), At(sorted, percent), "ms");
        measurement.Figure("answered", sorted.Length / result.Seconds, "1/s");
        measurement.Figure("refused", result.Refused, "requests");
        measurement.Figure("server's processor time a request", spent / sorted.Length, "ms");
        measurement.Figure("processes wanting a core before", busy, "of the machine");
        Check(measurement, root, result.Answered);
    }

    private sealed record Answers(
        ConcurrentBag<double> Milliseconds, ConcurrentBag<string> Answered, double Seconds)
    {
        public int Refused { get; init; }
    }

    private async Task<Answers> Load(HttpClient client, string name, int requests)
    {
        var milliseconds = new ConcurrentBag<double>();
        var answered = new ConcurrentBag<string>();
        int refused = 0;
        var inFlight = new List<Task>(requests);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < requests; i++)
        {
            TimeSpan due = TimeSpan.FromSeconds((double)i / perSecond);
            while (Stopwatch.GetElapsedTime(start) < due) await Task.Delay(1);
            inFlight.Add(Send($"{name}-{i}", due));
        }

        await Task.WhenAll(inFlight);
        return new Answers(milliseconds, answered, Stopwatch.GetElapsedTime(start).TotalSeconds)
        {
            Refused = refused,
        };

        async Task Send(string id, TimeSpan due)
        {
            using var content = new ByteArrayContent(Body(id));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage answer = await client.PostAsync("/api/v1/training-data/" + path, content);
            await answer.Content.LoadIntoBufferAsync();
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Accepted))
            {
                Interlocked.Increment(ref refused);
                return;
            }

            milliseconds.Add((Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds);
            answered.Add(id);
        }
    }

    private static Process Start(string root, int port)
    {
        ProcessStartInfo start = TauricProgram.Start("serve", "--root", root, "--port", $"{port}");
        start.Environment["TAURIC_API_KEYS"] = Key;
        return Process.Start(start)!;
    }

    private static async Task AwaitUp(HttpClient client)
    {
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync("/ready");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Of all its threads: on a crowded machine this says more than a latency.</summary>
    private static double ProcessorMs(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalMilliseconds;
    }

    private static double At(double[] sorted, double percent) =>
        sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * percent / 100))];

    private static double LoadAverage() => OperatingSystem.IsLinux()
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;
}

[Benchmark("serve", "collect at 2,000 decisions/s for 60 s, client and server on this machine: P50, P99, P99.9")]
internal sealed class ServeSpeed() : ServeLoad("collect", perSecond: 2000)
{
    protected override void Check(Measurement measurement, string root, IEnumerable<string> answered)
    {
        var missing = new HashSet<string>(answered, StringComparer.Ordinal);
        LogAudit audit = LogAudit.Of(Path.Combine(root, "decision_log"),
            record => missing.Remove(CapturedDecision.Parse(record.Payload).DecisionId));
        measurement.Check("every acknowledged decision is stored, once",
            missing.Count == 0 && audit.Duplicates == 0 && audit.Problems.Count == 0);
    }

    protected override byte[] Body(string id) => Encoding.UTF8.GetBytes($$"""
        {"decision_id":"{{id}}","include_tick_data":true,"lookback_minutes":60,"lookahead_minutes":60,"decision":
        {"symbol":"AAPL","side":"BUY","quantity":250,"decision_timestamp":"2026-03-05T14:30:00.25Z",
        "decision_price":181.25,"signal_strength":0.62,"confidence_score":0.81,"risk_score":0.2,"position_size":45312.5,
        "decision_reasoning":"Breakout above the range of ten days on twice the usual volume; news neutral.",
        "timeframe_consensus":{"1min":0.4,"5min":0.6,"hourly":0.7,"daily":0.5},"execution_algorithm":"VWAP",
        "execution_parameters":{"participation":0.1,"horizon_minutes":45} } }
        """);
}

/// <summary>An hour of a calm tape goes up (a quote in four seconds, a trade in twelve), all features come back.
/// </summary>
[Benchmark("serve-features", "engineer-features at 20 requests/s for 60 s, client and server on this machine")]
internal sealed class ServeFeaturesSpeed() : ServeLoad("engineer-features", perSecond: 20)
{
    private const int Quotes = 900, Trades = 300;

    private static readonly string s_market = Market();

    protected override void Check(Measurement measurement, string root, IEnumerable<string> answered)
    {
        FeatureEngineeringResponse response = FeatureRequests.Answer(
            JsonSerializer.Deserialize(Body("d"), WireJson.Default.FeatureEngineeringRequest)!);
        int known = response.FeatureVector.All().Count(f => f.Value is not null);
        measurement.Figure("features known", known, "columns");
        measurement.Check("at least 240 columns are known", known >= 240 && answered.Any());
    }

    protected override byte[] Body(string id) => Encoding.UTF8.GetBytes($$"""
        {"raw_data":{{s_market}},"decision_context":{"decision_id":"{{id}}","signal_strength":0.4,
        "confidence_score":0.8,"risk_score":0.2,"position_size":1000,"decision_timestamp":"2026-03-05T15:30:00Z"} }
        """);

    private static string Market()
    {
        var random = CounterRandom.For(1, "served tape");
        double mid = 181;
        string[] quotes = [.. Enumerable.Range(0, Quotes).Select(i =>
        {
            mid *= 1 + (1e-4 * random.NextNormal());
            return FormattableString.Invariant($$"""
                {"event_time":"{{At(i, 4)}}","bid":{{mid - .01:F4}},"ask":{{mid + .01:F4}},
                "bid_size":{{100 + random.NextInt(900)}},"ask_size":{{100 + random.NextInt(900)}}}
                """);
        })];
        string[] trades = [.. Enumerable.Range(0, Trades).Select(i => FormattableString.Invariant($$"""
            {"event_time":"{{At(i, 12)}}","price":{{181 + random.NextNormal():F2}},"size":{{100 + random.NextInt(400)}}}
            """))];
        string depth = string.Join(',', Enumerable.Range(0, 3).Select(level => FormattableString.Invariant($$"""
            {"event_time":"2026-03-05T15:29:50Z","venue":"XNAS","level":{{level}},"bid":{{180.9 - level:F2}},
            "bid_size":300,"ask":{{181.1 + level:F2}},"ask_size":400}
            """)));
        return $$"""
            {"symbol":"AAPL","quotes":[{{string.Join(',', quotes)}}],"trades":[{{string.Join(',', trades)}}],
            "depth":[{{depth}}]}
            """;
    }

    private static string At(int row, int seconds) =>
        UtcMicros.Format(
            UtcMicros.From(new DateOnly(2026, 3, 5)) + UtcMicros.FromSeconds((29 * 1800) + (row * seconds)));
}
