using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Sample;

namespace Tauric.Bench;

/// <summary>
/// The corpus in an S3 store against the same on disk, from nothing. The store is the one that S3_ENDPOINT, S3_BUCKET
/// and AWS_* name; what is put there is removed.
/// </summary>
[Benchmark("corpus-s3", "the sample's corpus in the S3 store of S3_ENDPOINT, S3_BUCKET and AWS_* against the disk")]
internal sealed class CorpusS3 : IBenchmark
{
    private const int Rounds = 3;

    public void Run(Measurement measurement)
    {
        using var root = new CorpusRoot(SampleOptions.Cut());
        var (disk, s3) = (new List<double>(), new List<double>());
        bool same = true;
        int objects = 0;
        long bytes = 0;
        for (int round = 0; round < measurement.Size(Rounds, 1); round++)
        {
            root.Forget();
            disk.Add(root.Run().Seconds);
            byte[] manifest = root.Manifest();
            root.Forget();
            S3Options options = Options($"bench/{Guid.NewGuid():N}");
            using var store = new S3Store(options);
            try
            {
                s3.Add(root.Run(variables: [("STORAGE_BACKEND", "s3"), ("S3_PREFIX", options.Prefix)]).Seconds);
                same &= store.Load("manifest.json").AsSpan().SequenceEqual(manifest);
                IReadOnlyDictionary<string, ObjectStat> all = store.StatAll();
                (objects, bytes) = (all.Count, all.Values.Sum(o => o.Bytes));
            }
            finally
            {
                Parallel.ForEach(store.List(""), store.Delete);
            }
        }

        measurement.Check("the same manifest", same);
        measurement.Figure("on disk", Spread.Of([.. disk]), "s");
        measurement.Figure("in S3", Spread.Of([.. s3]), "s");
        measurement.Figure("ratio", Spread.Of([.. s3]).Median / Spread.Of([.. disk]).Median, "x");
        measurement.Figure("objects", objects, "");
        measurement.Figure("putting as many of their mean size", PutSeconds(objects, (int)(bytes / objects)), "s");
    }

    /// <summary>The store alone: no run can be quicker.</summary>
    private static double PutSeconds(int objects, int bytes)
    {
        using var store = new S3Store(Options($"bench/{Guid.NewGuid():N}"));
        byte[] one = new byte[bytes];
        double seconds = Measurement.Seconds(() =>
        {
            foreach (int[] group in Enumerable.Range(0, objects).Chunk(512))
                store.Publish([.. group.Select(i => store.Stage($"{i % 100}/{i}", one))]);
        });
        Parallel.ForEach(store.List(""), store.Delete);
        return seconds;
    }

    private static S3Options Options(string prefix) => new()
    {
        Endpoint = Environment.GetEnvironmentVariable("S3_ENDPOINT") ?? "",
        Bucket = Environment.GetEnvironmentVariable("S3_BUCKET")
            ?? throw new UsageException("Name a store in S3_ENDPOINT, S3_BUCKET, AWS_ACCESS_KEY_ID and so on."),
        Prefix = prefix,
        AccessKey = Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") ?? "",
        SecretKey = Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY") ?? "",
    };
}
