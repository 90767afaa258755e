using System.Diagnostics;
using System.Globalization;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Catalog.Postgres;
using Tauric.Adapters.Tests;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Corpus;

namespace Tauric.Bench;

/// <summary>Samples with their records, as a corpus run commits them: new, and over those that are there.</summary>
[Benchmark("catalog", "samples committed to PostgreSQL, with their records and indexes, against the embedded catalog")]
internal sealed class CatalogSpeed : IBenchmark
{
    private const int Variations = 20;
    private const int PartitionsACommit = 250;

    private const string SourcesMeta = """
        {"order":["price","news","technicals"],"price":{"taken":15},"news":{"taken":12,"left":3,"buckets":[4,5,3]},
        "technicals":{"taken":9},"macro":{"taken":4},"insider":{"taken":2,"left":0},"analyst":{"taken":1,"left":0}}
        """;

    public void Run(Measurement measurement)
    {
        if (PostgresServer.Missing is { } why)
        {
            measurement.Check(why, holds: false);
            return;
        }

        int samples = measurement.Size(100_000, 2_000);
        string folder = Directory.CreateTempSubdirectory("tauric-bench-").FullName;
        Commit[][] groups = [.. Enumerable.Range(0, samples / Variations).Select(Samples).Chunk(PartitionsACommit)];
        try
        {
            using PostgresServer server = PostgresServer.Start();
            PostgresAddress address = PostgresAddress.Parse(server.Create("bench"));
            PostgresMigrations.Migrate(address);
            using (PostgresCatalog postgres = PostgresCatalog.Open(address))
            {
                int worker = int.Parse(server.Query(
                    "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'process %'", "bench")[0],
                    CultureInfo.InvariantCulture);
                Measure(measurement, "PostgreSQL", postgres, groups, samples, worker);
            }

            measurement.Check("PostgreSQL holds every sample once", server.Query(
                "SELECT count(*), count(DISTINCT sample_id) FROM assembled_sample", "bench")
                is [var counts] && counts == $"{samples}|{samples}");
            using DuckCatalog duck = DuckCatalog.Open(Path.Combine(folder, "catalog.duckdb"));
            Measure(measurement, "embedded", duck, groups, samples);
        }
        finally
        {
            foreach (Commit commit in groups.SelectMany(g => g)) commit.Published!.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <param name="worker">Another process that works for the catalog; 0 for none.</param>
    private static void Measure(Measurement measurement, string name, ICatalog catalog, Commit[][] groups, int samples,
        int worker = 0)
    {
        catalog.Publish([CorpusDatasets.Assembled]);
        void CommitAll() => Array.ForEach(groups, catalog.Commit);
        CommitAll();   // Warm, then as if it had not been.
        catalog.Remove([.. groups.SelectMany(g => g).Select(c => c.Record)]);
        foreach (string what in (string[])["new", "replaced"])
        {
            double busy = ProcessorSeconds(worker);
            measurement.Figure($"{name}, {what}", samples / Measurement.Seconds(CommitAll), "rows/s");
            // What it would be on a machine with nothing else to do, were client and server never at work together.
            measurement.Figure($"{name}, {what}, by processor", samples / (ProcessorSeconds(worker) - busy), "rows/s");
        }

        double load = Measurement.Seconds(() =>
            measurement.Check($"{name} remembers every partition", catalog.Load().Count == groups.Sum(g => g.Length)));
        measurement.Figure($"{name}, loaded", samples / Variations / load, "partitions/s");
    }

    /// <summary>Of this process and another one.</summary>
    private static double ProcessorSeconds(int other)
    {
        double seconds = Environment.CpuUsage.TotalTime.TotalSeconds;
        if (other == 0) return seconds;
        using Process worker = Process.GetProcessById(other);
        return seconds + worker.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>A ticker's day: what <c>assemble_samples</c> commits.</summary>
    private static Commit Samples(int index)
    {
        string ticker = $"T{index % 14:D2}";
        DateOnly day = new DateOnly(2018, 1, 1).AddDays(index / 14);
        Schema schema = CorpusDatasets.Assembled.Schema;
        using var rows = new BatchBuilder(
            new Schema([.. CorpusDatasets.Assembled.Table!.Columns.Select(c => schema[schema.Require(c)])]));
        for (int variation = 1; variation <= Variations; variation++)
        {
            string id = $"{ticker}_{day:yyyy-MM-dd}_{variation:D2}";
            rows["sample_id"].AppendText(id);
            rows["asset_id"].AppendText(ticker);
            rows["as_of_date"].Append(UtcMicros.ToDate32(day));
            rows["variation_id"].Append(variation);
            rows["as_of_cutoff"].Append(UtcMicros.From(day));
            rows["prompt_tokens"].Append(3000 + variation);
            rows["sources_meta"].AppendText(SourcesMeta);
            rows["prompt_path"].AppendText($"assembled/{ticker}/{day:yyyy-MM-dd}/variation_{variation}.json");
        }

        Hash256 hash = Hash256.Of(BitConverter.GetBytes(index));
        return new Commit(CorpusDatasets.Assembled, new PartitionRecord
        {
            Dataset = CorpusDatasets.Assembled.Name,
            Key = $"{ticker}/{day:yyyy-MM-dd}",
            Fingerprint = hash,
            Content = hash,
            Producer = "assemble_samples/1 seed=1",
            RunId = "bench",
            Rows = Variations,
            Objects = [.. Enumerable.Range(1, Variations).Select(v =>
                new ObjectRecord($"assembled/{ticker}/{day:yyyy-MM-dd}/variation_{v}.json", 9000, hash))],
        }, [new InputRecord("news", ticker, 0, index, hash), new InputRecord("price_window", ticker, 0, index, hash)],
            rows.Build());
    }
}
