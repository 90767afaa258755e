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
        using var root = new CorpusRoot(measurement.IsQuick ? sample with { Tickers = ["AAPL"] } : sample);
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
            s3.Add(root.Run(gated: false, variables: RadosGateway.Variables(options)).Seconds);
            using var store = new S3Store(options);
            same &= store.Load("manifest.json").AsSpan().SequenceEqual(manifest);
            IReadOnlyDictionary<string, ObjectStat> all = store.StatAll();
            (objects, bytes) = (all.Count, all.Values.Sum(o => o.Bytes));
        }

        measurement.Check("the same manifest", same);
        measurement.Figure("on disk", Spread.Of([.. disk]), "s");
        measurement.Figure("in S3", Spread.Of([.. s3]), "s");
        measurement.Figure("ratio", Spread.Of([.. s3]).Median / Spread.Of([.. disk]).Median, "x");
        measurement.Figure("objects", objects, "");
        Put(measurement, gateway, objects, (int)(bytes / objects));
    }

    /// <summary>The store alone, with as many objects of their mean size: no run can be quicker.</summary>
    private static void Put(Measurement measurement, RadosGateway gateway, int objects, int bytes)
    {
        using var store = new S3Store(gateway.Empty());
        byte[] one = new byte[bytes];
        double ours = Environment.CpuUsage.TotalTime.TotalSeconds, theirs = gateway.ProcessorSeconds;
        double seconds = Measurement.Seconds(() =>
        {
            foreach (int[] group in Enumerable.Range(0, objects).Chunk(512))
                store.Publish([.. group.Select(i => store.Stage($"{i % 100}/{i}", one))]);
        });
        measurement.Figure("putting alone", seconds, "s");
        measurement.Figure("our processor time a put",
            (Environment.CpuUsage.TotalTime.TotalSeconds - ours) / objects * 1e3, "ms");
        measurement.Figure("the store's", (gateway.ProcessorSeconds - theirs) / objects * 1e3, "ms");
    }
}
