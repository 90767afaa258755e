using Tauric.Adapters.Storage;
using Tauric.Adapters.Tests.Storage;
using Tauric.Engine.Contracts;
using Tauric.Host.Sample;

namespace Tauric.Bench;

/// <summary>
/// The corpus in an S3 store on this machine, which shares its processors, against the same on disk, from nothing.
/// </summary>
[Benchmark("corpus-s3", "the sample's corpus in an S3 store on this machine (Ceph) against the disk")]
internal sealed class CorpusS3 : IBenchmark
{
    private const int Rounds = 3;

    public void Run(Measurement measurement)
    {
        using RadosGateway gateway = RadosGateway.Start();
        SampleOptions sample = SampleOptions.Cut();
        using var root = new CorpusRoot(measurement.IsQuick ? sample with { Tickers = ["AAPL", "JPM"] } : sample);
        var (disk, s3) = (new List<double>(), new List<double>());
        bool same = true;
        int objects = 0;
        long bytes = 0;
        for (int round = 0; round < measurement.Size(Rounds, 1); round++)
        {
            root.Forget();
            disk.Add(root.Run(gated: false).Seconds);
            byte[] manifest = root.Manifest();
            root.Forget();
            S3Options options = gateway.Empty();
            s3.Add(root.Run(gated: false, variables: Variables(options)).Seconds);
            using var store = new S3Store(options);
            same &= store.Load("manifest.json").AsSpan().SequenceEqual(manifest);
            IReadOnlyDictionary<string, ObjectStat> all = store.StatAll();
            (objects, bytes) = (all.Count, all.Values.Sum(o => o.Bytes));
            Parallel.ForEach(all.Keys, store.Delete);   // The store keeps them in memory.
        }

        measurement.Check("the same manifest", same);
        measurement.Figure("on disk", Spread.Of([.. disk]), "s");
        measurement.Figure("in S3", Spread.Of([.. s3]), "s");
        measurement.Figure("ratio", Spread.Of([.. s3]).Median / Spread.Of([.. disk]).Median, "x");
        measurement.Figure("objects", objects, "");
        measurement.Figure("putting as many of their mean size", PutSeconds(
            gateway.Empty(), objects, (int)(bytes / objects)), "s");
    }

    /// <summary>The store alone: no run can be quicker.</summary>
    private static double PutSeconds(S3Options options, int objects, int bytes)
    {
        using var store = new S3Store(options);
        byte[] one = new byte[bytes];
        return Measurement.Seconds(() =>
        {
            foreach (int[] group in Enumerable.Range(0, objects).Chunk(512))
                store.Publish([.. group.Select(i => store.Stage($"{i % 100}/{i}", one))]);
        });
    }

    private static (string, string)[] Variables(S3Options options) =>
    [
        ("STORAGE_BACKEND", "s3"), ("S3_ENDPOINT", options.Endpoint), ("S3_BUCKET", options.Bucket),
        ("S3_PREFIX", options.Prefix), ("AWS_ACCESS_KEY_ID", options.AccessKey),
        ("AWS_SECRET_ACCESS_KEY", options.SecretKey),
    ];
}
