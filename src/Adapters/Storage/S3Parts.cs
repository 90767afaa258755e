using Amazon.S3;
using Amazon.S3.Model;

namespace Tauric.Adapters.Storage;

/// <summary>Puts a long object in parts, which become one object when all are there.</summary>
internal sealed class S3Parts(
    AmazonS3Client client, S3Attempts attempts, S3Options options, string name, string action, string sha256)
{
    private const int PartsSideBySide = 4;

    public async Task PutAsync(byte[] bytes)
    {
        var start = new InitiateMultipartUploadRequest { BucketName = options.Bucket, Key = name };
        start.Metadata["sha256"] = sha256;
        string upload = (await attempts.RunAsync(action, () => client.InitiateMultipartUploadAsync(start))
            .ConfigureAwait(false)).UploadId;
        try
        {
            var parts = new PartETag[(bytes.Length + options.PartBytes - 1) / options.PartBytes];
            await Parallel.ForEachAsync(Enumerable.Range(0, parts.Length),
                new ParallelOptions { MaxDegreeOfParallelism = PartsSideBySide }, async (part, _) =>
                    parts[part] = await PutPartAsync(upload, part, bytes).ConfigureAwait(false)).ConfigureAwait(false);
            await FinishAsync(upload, parts).ConfigureAwait(false);
        }
        catch
        {
            // Else the parts stay, are paid for and are seen by nobody.
            await attempts.RunAsync(action, () =>
                client.AbortMultipartUploadAsync(options.Bucket, name, upload)).ConfigureAwait(false);
            throw;
        }
    }

    private Task<PartETag> PutPartAsync(string upload, int part, byte[] bytes) => attempts.RunAsync(action, async () =>
    {
        int at = part * options.PartBytes, length = Math.Min(options.PartBytes, bytes.Length - at);
        using var stream = new MemoryStream(bytes, at, length, writable: false);
        return new PartETag(await client.UploadPartAsync(new UploadPartRequest
        {
            BucketName = options.Bucket,
            Key = name,
            UploadId = upload,
            PartNumber = part + 1,
            PartSize = length,
            InputStream = stream,
            UseChunkEncoding = false,
        }).ConfigureAwait(false));
    });

    private Task<bool> FinishAsync(string upload, PartETag[] parts) => attempts.RunAsync(action, async () =>
    {
        try
        {
            await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
            {
                BucketName = options.Bucket,
                Key = name,
                UploadId = upload,
                PartETags = [.. parts],
            }).ConfigureAwait(false);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchUpload")
        {
            // The answer to the attempt before may have been lost, after the object was made.
            GetObjectMetadataResponse there =
                await client.GetObjectMetadataAsync(options.Bucket, name).ConfigureAwait(false);
            if (there.Metadata["sha256"] != sha256) throw;
        }

        return true;
    });
}
