using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Tauric.Engine;

namespace Tauric.Adapters.Storage;

/// <summary>
/// Makes a request until it succeeds or its fault is one that stays: faults that pass are waited out, twice as long
/// each time, and each object otherwise, so that lanes do not come back together.
/// </summary>
internal sealed class S3Attempts(S3Options options)
{
    private const double FirstSeconds = .05, LongestSeconds = 5;
    private const int DamagedAttemptsMax = 2;

    /// <param name="action">What is tried, e.g. <c>read 'news/AAPL.jsonl'</c>.</param>
    /// <exception cref="ResourceException">It cannot be done; names no secret.</exception>
    /// <exception cref="DataException">What came is damaged, each time.</exception>
    public async Task<T> RunAsync<T>(string action, Func<Task<T>> request)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await request().ConfigureAwait(false);
            }
            catch (DamagedAnswerException e) when (attempt >= DamagedAttemptsMax)
            {
                throw new DataException($"Cannot {action} in {options.Shown}: {e.Message}.", e);
            }
            catch (Exception e) when (Passes(e) && attempt < options.AttemptsMax)
            {
                double seconds = Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, attempt - 1));
                double share = .5 + (CounterRandom.For(attempt, action).NextUniform() / 2);
                await Task.Delay(TimeSpan.FromSeconds(seconds * share)).ConfigureAwait(false);
            }
            catch (Exception e) when (Passes(e) || e is AmazonServiceException or AmazonClientException)
            {
                throw Describe(e, action);
            }
        }
    }

    private static bool Passes(Exception e) => e switch
    {
        AmazonServiceException { ErrorCode: "SlowDown" or "RequestTimeout" or "InternalError" } => true,
        AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError }
            => true,
        AmazonServiceException { StatusCode: not 0 } => false,
        AmazonServiceException { InnerException: { } inner } => Passes(inner),
        IOException or HttpRequestException or TaskCanceledException or TimeoutException or DamagedAnswerException
            => true,
        _ => false,
    };

    private ResourceException Describe(Exception e, string action)
    {
        string where = $"Cannot {action} in {options.Shown}: ";
        return new ResourceException(where + e switch
        {
            AmazonS3Exception { ErrorCode: "SignatureDoesNotMatch" or "InvalidAccessKeyId" } =>
                "the keys are not accepted. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
            AmazonS3Exception { ErrorCode: "RequestTimeTooSkewed" } =>
                "the clocks of this machine and of the store differ by too much.",
            AmazonS3Exception { ErrorCode: "NoSuchBucket" } =>
                "there is no such bucket. Create it, or name another in S3_BUCKET.",
            AmazonS3Exception { ErrorCode: "NoSuchKey" } => "there is no such object.",
            AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } =>
                "these keys may not do that. Ask whoever owns the bucket.",
            AmazonS3Exception { StatusCode: not 0 } s3 =>
                $"the store says {(int)s3.StatusCode} {s3.ErrorCode}" + Tried(e),
            _ => $"{Innermost(e).Message}{Tried(e)} Does the store run, and is S3_ENDPOINT right?",
        });
    }

    private string Tried(Exception e) => Passes(e) ? $", {options.AttemptsMax} times." : ".";

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}

/// <summary>What came is not what was put.</summary>
internal sealed class DamagedAnswerException(string message) : Exception(message);
