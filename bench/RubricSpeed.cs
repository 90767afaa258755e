using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Corpus.Rubric;
using Tauric.Pipelines.Corpus.Writers;

namespace Tauric.Bench;

/// <summary>Scores of theses of the rule writer, and of texts as long as the paper's.</summary>
[Benchmark("rubric", "thesis scores on one core: theses/s of the rule writer's, MB/s of long ones")]
internal sealed class RubricSpeed : IBenchmark
{
    private const int LongBytes = 32_000;   // 6,000 to 8,000 tokens.

    public void Run(Measurement measurement)
    {
        int count = measurement.Size(2000, 50), rounds = measurement.Size(9, 2);
        byte[][] theses = [.. Enumerable.Range(0, count).Select(Thesis)];
        byte[] together = [.. theses.SelectMany(thesis => thesis)];
        byte[][] longer = [.. together.Chunk(LongBytes)];
        double sum = 0;
        Spread[] seconds = Measurement.Rounds(rounds, () => sum = Score(theses), () => Score(longer));
        measurement.Figure("a thesis", together.Length / (double)count, "bytes");
        measurement.Figure("theses", seconds[0].Map(s => count / s), "theses/s");
        measurement.Figure("long texts", seconds[1].Map(s => together.Length / s / 1e6), "MB/s");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Score(theses);
        measurement.Figure("a round allocates", GC.GetAllocatedBytesForCurrentThread() - before, "bytes");
        measurement.Check("every thesis decides as it was asked to", sum == count);
        measurement.Hash(BitConverter.GetBytes(theses.Sum(t => ThesisRubric.Score(t, "HOLD").Evidence)));
    }

    private static double Score(byte[][] theses)
    {
        double decisions = 0;
        for (int i = 0; i < theses.Length; i++) decisions += ThesisRubric.Score(theses[i], Label(i)).Decision;
        return decisions;
    }

    private static byte[] Thesis(int i)
    {
        var random = CounterRandom.For(1, "rubric", $"{i}");
        var prompt = new StringBuilder("# AAPL\n");
        foreach (string feed in (string[])["Finnhub", "Google News"])
        {
            prompt.Append($"## News: {feed}\n");
            for (int item = random.NextInt(20); item >= 0; item--)
                prompt.Append($"- [d] Wire: Profit {(random.NextInt(2) == 0 ? "beats" : "misses")} by {item}\n");
        }

        prompt.Append("## Analyst actions (90 days)\n- [2024-03-01] House: down from Buy to Hold\n")
            .Append("## Insider activity\n- 2024-02 insider sentiment mspr -12, change 3\n")
            .Append("## Macro series\n<UNRATE> 2024-01 3.7 2024-02 3.9\n");
        var request = new ThesisRequest($"AAPL_2024-03-04_{i}", prompt.ToString(), Label(i));
        return Encoding.UTF8.GetBytes(new RuleWriter().Write(request).Text);
    }

    private static string Label(int i) => ((Decision)(1 + (i % 5))).Words();
}
