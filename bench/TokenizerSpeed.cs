using System.Text;
using System.Text.Json.Nodes;
using Tauric.Adapters.Models;
using Tauric.Host.Sample;
using Tauric.Native;

namespace Tauric.Bench;

/// <summary>Tokens of headlines and summaries, first by a new tokenizer, then by one that has seen the words.</summary>
[Benchmark("tokenizer", "counts o200k_base tokens of news text")]
internal sealed class TokenizerSpeed : IBenchmark
{
    public void Run(Measurement measurement)
    {
        string[] texts = News(measurement.IsQuick);
        double megabytes = texts.Sum(Encoding.UTF8.GetByteCount) / 1e6;
        string ranks = NativeLibraries.DataFile("js-tiktoken", "dist/ranks/o200k_base.js");
        BpeTokenizer tokenizer = null!;
        double loading = Measurement.Seconds(() => tokenizer = new BpeTokenizer(ranks));
        measurement.Figure("vocabulary loaded in", loading * 1e3, "ms");
        long tokens = 0;
        void Count() => tokens = texts.Sum(t => (long)tokenizer.Count(t));
        measurement.Figure("text", megabytes, "MB");
        measurement.Figure("first time", megabytes / Measurement.Seconds(Count), "MB/s");
        Spread again = Measurement.Rounds(measurement.Size(11, 2), Count)[0];
        measurement.Figure("again", again.Map(s => megabytes / s), "MB/s");
        measurement.Figure("tokens", tokens, "");
        measurement.Check("as many are counted as encoded", tokens == texts.Sum(t => (long)tokenizer.Encode(t).Count));
    }

    private static string[] News(bool quick)
    {
        string folder = Directory.CreateTempSubdirectory("tauric-bench-").FullName;
        try
        {
            SampleOptions sample = SampleOptions.Full() with { Tickers = quick ? ["XOM"] : SampleOptions.AllTickers };
            SampleGenerator.Write(folder, sample);
            return
            [
                .. Directory.GetFiles(Path.Combine(folder, "raw", "finnhub"), "*.json", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .SelectMany(file => JsonNode.Parse(File.ReadAllBytes(file))!.AsArray())
                    .Select(story => $"{story!["headline"]} {story["summary"]}"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
