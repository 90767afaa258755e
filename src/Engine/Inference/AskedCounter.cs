using System.Diagnostics.Metrics;
using Tauric.Engine.Contracts;

namespace Tauric.Engine.Inference;

/// <summary>What was asked of a model so far.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Requests">Asked by steps.</param>
/// <param name="Kept">Of them, answered from what was kept.</param>
/// <param name="Answered">By the model.</param>
/// <param name="Refused">Of these, without a text.</param>
/// <param name="Tokens">Written by the model.</param>
/// <param name="Busy">How long at least one call was under way. For people: no output byte depends on it.</param>
public sealed record AskedCount(string Model, long Requests, long Kept, long Answered, long Refused, long PromptTokens,
    long Tokens, TimeSpan Busy)
{
    /// <summary>0 before anything was written.</summary>
    public double TokensPerSecond => Busy > TimeSpan.Zero ? Tokens / Busy.TotalSeconds : 0;
}

/// <summary>Counts from many threads, for the run's report and for telemetry.</summary>
internal sealed class AskedCounter(string model, TimeProvider clock)
{
    private static readonly Counter<long> s_requests = Telemetry.Meter.CreateCounter<long>(
        "tauric.model.requests", "{request}", "Requests of steps, answered from what was kept or by the model.");
    private static readonly Counter<long> s_answers = Telemetry.Meter.CreateCounter<long>(
        "tauric.model.answers", "{answer}", "Answers of the model, with a text or refused.");
    private static readonly Counter<long> s_tokens = Telemetry.Meter.CreateCounter<long>(
        "tauric.model.tokens", "{token}", "Tokens of the model, read in prompts or written in answers.");
    private static readonly Histogram<double> s_calls = Telemetry.Meter.CreateHistogram(
        "tauric.model.call.duration", "s", "Time a call of the model took.", advice: Telemetry.Durations);

    private readonly KeyValuePair<string, object?> _model = new("model", model);
    private readonly Lock _lock = new();
    private AskedCount _count = new(model, 0, 0, 0, 0, 0, 0, TimeSpan.Zero);
    private int _calls;
    private long _busySince;

    public AskedCount Now
    {
        get
        {
            lock (_lock) return _calls == 0 ? _count
                : _count with { Busy = _count.Busy + clock.GetElapsedTime(_busySince) };
        }
    }

    public void Asked(int requests, int kept)
    {
        lock (_lock) _count = _count with { Requests = _count.Requests + requests, Kept = _count.Kept + kept };
        s_requests.Add(kept, _model, new("from", "kept"));
        s_requests.Add(requests - kept, _model, new("from", "model"));
    }

    public void Count(TextAnswer answer)
    {
        lock (_lock) _count = _count with
        {
            Answered = _count.Answered + 1,
            Refused = _count.Refused + (answer.End == AnswerEnd.Refused ? 1 : 0),
            PromptTokens = _count.PromptTokens + answer.PromptTokens,
            Tokens = _count.Tokens + answer.Tokens,
        };
        s_answers.Add(1, _model, new("refused", answer.End == AnswerEnd.Refused));
        s_tokens.Add(answer.PromptTokens, _model, new("kind", "prompt"));
        s_tokens.Add(answer.Tokens, _model, new("kind", "written"));
    }

    /// <summary>A call of the model; it ends when the span is disposed.</summary>
    public Span Begin()
    {
        long now = clock.GetTimestamp();
        lock (_lock) if (_calls++ == 0) _busySince = now;
        return new Span(this, now);
    }

    private void End(long began)
    {
        s_calls.Record(clock.GetElapsedTime(began).TotalSeconds, _model);
        lock (_lock) if (--_calls == 0) _count = _count with { Busy = _count.Busy + clock.GetElapsedTime(_busySince) };
    }

    public readonly struct Span(AskedCounter counter, long began) : IDisposable
    {
        public void Dispose() => counter.End(began);
    }
}
