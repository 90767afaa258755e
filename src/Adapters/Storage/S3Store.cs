using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Storage;

/// <summary>
/// Objects in an S3-compatible store, under the keys they have on disk. What is staged stays on this machine and is put
/// when it is published, side by side: each object appears whole, in no order.
/// </summary>
/// <remarks>
/// The SHA-256 of its bytes is kept in the metadata of every object and compared when all of it is read. The tag is of
/// the ETag, which S3 makes of the bytes: it changes with them, and not when the same bytes are put again.
/// </remarks>
public sealed class S3Store : IObjectStore, IDisposable
{
    private const string Sha256 = "sha256", Owner = ".owner";

    /// <summary>Of a key in S3, UTF-8.</summary>
    private const int KeyBytesMax = 1024;

    private readonly S3Options _options;
    private readonly AmazonS3Client _client;
    private readonly S3Attempts _attempts;
    private readonly StagedBytes _staged;
    private readonly string _prefix;

    /// <exception cref="ResourceException">The bucket cannot be reached with these keys.</exception>
    public S3Store(S3Options options)
    {
        _options = options;
        _prefix = options.Prefix.Length == 0 ? "" : ObjectKey.Require(options.Prefix.Trim('/')) + "/";
        _client = options.Connect();
        _attempts = new S3Attempts(options);
        _staged = new StagedBytes(options.StagedBytesMax);
        // A missing bucket would look like missing objects later.
        Wait("look", () => _client.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = options.Bucket, Prefix = _prefix, MaxKeys = 1 }));
    }

    /// <summary>
    /// Makes this part of the bucket one catalog's for good: two would each undo what the other wrote.
    /// </summary>
    /// <param name="catalog">Tells it from all others.</param>
    /// <exception cref="UsageException">It is another one's.</exception>
    public void Claim(string catalog)
    {
        if (OwnerOf() is null) PutOnce(_prefix + Owner, catalog);
        if (OwnerOf() is not { } owner || owner == catalog) return;
        throw new UsageException($"{_options.Shown} belongs to another data root ({owner}; this is {catalog}). Give "
            + $"this one an s3_prefix of its own; if the other is gone for good, delete '{_prefix}{Owner}'.");
    }

    public IStagedObject Stage(string key, ReadOnlySpan<byte> bytes)
    {
        NameOf(key);
        return _staged.Stage(key, bytes);
    }

    public IReadOnlyList<ObjectStat> Publish(IReadOnlyList<IStagedObject> staged)
    {
        var stats = new ObjectStat[staged.Count];
        InLanes(staged.Count, async i =>
        {
            var held = staged[i] as StagedBytes.Held
                ?? throw new BugException($"'{staged[i].Key}' was staged in another store.");
            stats[i] = await PutAsync(held.Key, held.Read()).ConfigureAwait(false);
        });
        foreach (IStagedObject held in staged) held.Dispose();
        return stats;
    }

    public byte[] Load(string key)
    {
        string name = NameOf(key);
        return Wait($"read '{key}'", async () =>
        {
            (byte[] bytes, string? sha256) = await GetAsync(name, range: null).ConfigureAwait(false);
            return sha256 is null || Hash256.Of(bytes).ToString() == sha256 ? bytes
                : throw new DamagedAnswerException("its bytes are not those that were put");
        });
    }

    public byte[] Load(string key, long offset, int length)
    {
        string name = NameOf(key);
        string action = $"read '{key}'";
        if (length == 0 || offset < 0)
            return Stat(key) is { } stat && offset >= 0 && offset <= stat.Bytes ? []
                : throw new ResourceException($"Cannot {action}: it has no byte {offset}.");
        byte[] bytes = Wait(action, async () =>
            (await GetAsync(name, new ByteRange(offset, offset + length - 1)).ConfigureAwait(false)).Bytes);
        return bytes.Length == length ? bytes : throw new ResourceException(
            $"Cannot {action}: it ends {length - bytes.Length} bytes before byte {offset + length}.");
    }

    public ObjectStat? Stat(string key) => Head(key) is { } head ? StatOf(head.ContentLength, head.ETag) : null;

    /// <summary>As it was put; objects of other programs are read for it.</summary>
    public Hash256 HashOf(string key) =>
        Head(key)?.Metadata[Sha256] is { Length: 64 } sha256 && sha256.All(char.IsAsciiHexDigitLower)
            ? Hash256.From(Convert.FromHexString(sha256)) : Hash256.Of(Load(key));

    public IEnumerable<string> List(string prefix) => [.. Objects(prefix)
        .Select(o => o.Key[_prefix.Length..]).Order(StringComparer.Ordinal)];

    public IReadOnlyDictionary<string, ObjectStat> StatAll() => Objects("")
        .ToDictionary(o => o.Key[_prefix.Length..], o => StatOf(o.Size ?? 0, o.ETag), StringComparer.Ordinal);

    public void Delete(string key)
    {
        string name = NameOf(key);
        Wait($"delete '{key}'", () => _client.DeleteObjectAsync(_options.Bucket, name));
    }

    public void Dispose()
    {
        _client.Dispose();
        _staged.Dispose();
    }

    private static ObjectStat StatOf(long bytes, string tag)
    {
        Hash256 hash = Hash256.Of(Encoding.UTF8.GetBytes(tag.Trim('"')));
        return new ObjectStat(bytes, new ObjectTag(hash.Third, Math.Max(hash.Fourth, 1)));
    }

    private string? OwnerOf() => Wait("look whose it is", async () =>
    {
        try
        {
            return Encoding.UTF8.GetString((await GetAsync(_prefix + Owner, range: null).ConfigureAwait(false)).Bytes);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    });

    /// <summary>Nothing happens where there is such an object, and of many who do so at once one succeeds.</summary>
    private void PutOnce(string name, string text) => Wait("claim", async () =>
    {
        try
        {
            await _client.PutObjectAsync(new PutObjectRequest
            {
                BucketName = _options.Bucket,
                Key = name,
                ContentBody = text,
                IfNoneMatch = "*",
            }).ConfigureAwait(false);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            // Another's, or ours if the answer to the attempt before was lost.
        }

        return true;
    });

    private string NameOf(string key)
    {
        if (key == Owner) throw new UsageException($"Object key '{key}' says whose the objects are.");
        string name = _prefix + ObjectKey.Require(key);
        return Encoding.UTF8.GetByteCount(name) <= KeyBytesMax ? name : throw new UsageException(
            $"Object key '{key[..80]}…' is over {KeyBytesMax} bytes with its prefix, the most S3 takes.");
    }

    private List<S3Object> Objects(string prefix)
    {
        prefix = prefix.TrimEnd('/');
        var request = new ListObjectsV2Request
        {
            BucketName = _options.Bucket,
            Prefix = prefix.Length == 0 ? _prefix : NameOf(prefix) + "/",
        };
        var found = new List<S3Object>();
        do
        {
            ListObjectsV2Response page = Wait("list", () => _client.ListObjectsV2Async(request));
            found.AddRange((page.S3Objects ?? []).Where(o => o.Key != _prefix + Owner));
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
        return found;
    }

    private GetObjectMetadataResponse? Head(string key)
    {
        string name = NameOf(key);
        return Wait<GetObjectMetadataResponse?>($"look at '{key}'", async () =>
        {
            try
            {
                return await _client.GetObjectMetadataAsync(_options.Bucket, name).ConfigureAwait(false);
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        });
    }

    private async Task<(byte[] Bytes, string? Sha256)> GetAsync(string name, ByteRange? range)
    {
        using GetObjectResponse answer = await _client.GetObjectAsync(
            new GetObjectRequest { BucketName = _options.Bucket, Key = name, ByteRange = range }).ConfigureAwait(false);
        byte[] bytes = new byte[answer.ContentLength];
        await answer.ResponseStream.ReadExactlyAsync(bytes).ConfigureAwait(false);
        return (bytes, answer.Metadata[Sha256]);
    }

    private async Task<ObjectStat> PutAsync(string key, byte[] bytes)
    {
        string name = NameOf(key), action = $"write '{key}'", sha256 = Hash256.Of(bytes).ToString();
        if (bytes.Length > _options.PartBytes)
        {
            await new S3Parts(_client, _attempts, _options, name, action, sha256).PutAsync(bytes).ConfigureAwait(false);
            // What completing says of the ETag is not with every store what is asked later.
            return Stat(key) ?? throw new ResourceException($"Cannot {action}: it vanished as it was published.");
        }

        return await _attempts.RunAsync(action, async () =>
        {
            using var stream = new MemoryStream(bytes, writable: false);
            var request = new PutObjectRequest
            {
                BucketName = _options.Bucket,
                Key = name,
                InputStream = stream,
                UseChunkEncoding = false,   // The bytes are signed as a whole; not every store takes them in chunks.
            };
            request.Metadata[Sha256] = sha256;
            PutObjectResponse answer = await _client.PutObjectAsync(request).ConfigureAwait(false);
            return StatOf(bytes.Length, answer.ETag);
        }).ConfigureAwait(false);
    }

    private void InLanes(int count, Func<int, Task> work) => Parallel.ForEachAsync(Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = _options.Lanes }, async (i, _) =>
            await work(i).ConfigureAwait(false)).GetAwaiter().GetResult();

    private T Wait<T>(string action, Func<Task<T>> request) =>
        _attempts.RunAsync(action, request).GetAwaiter().GetResult();
}
