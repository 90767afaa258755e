using Polly;
using Polly.Retry;

namespace Tauric.Adapters.Sources.Live;

/// <summary>
/// Again after what passes: after about 1, 2, 4… seconds, not all at the same moment, or when the provider says.
/// </summary>
internal static class Retries
{
    public const int AttemptsMax = 6;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    public static ResiliencePipeline Build(TimeProvider clock, Action<string> told) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is VendorException { Passes: true } e
                && !(e.RetryAfter > s_longest)),
            MaxRetryAttempts = AttemptsMax - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromMinutes(1),
            UseJitter = true,
            DelayGenerator = args => ValueTask.FromResult(After(args.Outcome.Exception)),
            OnRetry = args =>
            {
                told($"{args.Outcome.Exception?.Message}; trying again");
                return ValueTask.CompletedTask;
            },
        }).Build();

    private static TimeSpan? After(Exception? failed) => failed is not VendorException { RetryAfter: { } asked } ? null
        : asked > TimeSpan.Zero ? asked : TimeSpan.Zero;
}
