using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Tauric.Adapters.Storage;

/// <summary>Where an S3-compatible store is, and who asks.</summary>
public sealed record S3Options
{
    /// <summary>Like <c>http://127.0.0.1:9000</c>; empty for Amazon's own.</summary>
    public string Endpoint { get; init; } = "";

    public string Bucket { get; init; } = "";

    /// <summary>What all keys lie below, without <c>/</c> at its ends; empty for the whole bucket.</summary>
    public string Prefix { get; init; } = "";

    public string Region { get; init; } = "us-east-1";

    /// <summary>A secret, as the two below.</summary>
    public string AccessKey { get; init; } = "";

    public string SecretKey { get; init; } = "";

    /// <summary>Of temporary credentials; else empty.</summary>
    public string SessionToken { get; init; } = "";

    /// <summary>How often a request is made that fails in passing; with the waits between, 6 to 13 s at 8.</summary>
    public int AttemptsMax { get; init; } = 8;

    /// <summary>Longer objects are put in parts, which S3 wants to have 5 MiB at least.</summary>
    public int PartBytes { get; init; } = 16 << 20;

    /// <summary>Objects that are put, got or looked at side by side.</summary>
    public int Lanes { get; init; } = 32;

    /// <summary>Staged bytes kept in memory; what is over lies in a file without a name.</summary>
    public long StagedBytesMax { get; init; } = 64 << 20;

    /// <summary>For people: without what is secret.</summary>
    public string Shown => $"s3://{Bucket}/{Prefix}" + (Endpoint.Length == 0 ? "" : $" at {Endpoint}");

    /// <summary>What is missing, each with its configuration key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Bucket.Length == 0) yield return "s3_bucket: is empty; name the bucket, also as the variable S3_BUCKET";
        if (AccessKey.Length == 0) yield return "s3_access_key: is empty; set the variable AWS_ACCESS_KEY_ID";
        if (SecretKey.Length == 0) yield return "s3_secret_key: is empty; set the variable AWS_SECRET_ACCESS_KEY";
        // Told without the value, which may hold a secret.
        if (Endpoint.Length > 0 && (!Uri.TryCreate(Endpoint, UriKind.Absolute, out Uri? url)
            || url.Scheme is not ("http" or "https") || url.UserInfo.Length + url.Query.Length > 0))
            yield return "s3_endpoint: want an address like http://localhost:9000, without user, password or query";
    }

    internal AmazonS3Client Connect()
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = Region,
            // The default sends a trailer that stores before 2025 refuse; our own SHA-256 does its work.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 0,   // S3Attempts also repeats what breaks while an answer is read.
            Timeout = TimeSpan.FromMinutes(1),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxConnectionsPerServer = 2 * Lanes,
        };
        if (Endpoint.Length == 0)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }
        else
        {
            config.ServiceURL = Endpoint;
            config.ForcePathStyle = true;
            config.UseHttp = Endpoint.StartsWith("http://", StringComparison.Ordinal);
        }

        AWSCredentials credentials = SessionToken.Length == 0 ? new BasicAWSCredentials(AccessKey, SecretKey)
            : new SessionAWSCredentials(AccessKey, SecretKey, SessionToken);
        return new AmazonS3Client(credentials, config);
    }
}
