using System.Text;
using Tauric.Engine;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Corpus.Rubric;
using Tauric.Pipelines.Forms;

namespace Tauric.Bench;

/// <summary>Scores of theses worded by rule, and of texts as long as the paper's.</summary>
[Benchmark("rubric", "thesis scores on one core: theses/s of those worded by rule, MB/s of long ones")]
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
        var form = new SectionForm();
        var text = new StringBuilder("## Summary\nAAPL is rated as it is, and five sections say why.\n");
        for (int section = 0; section < 5; section++)
        {
            SectionFacts facts = form.Invent(ref random);
            text.Append($"## {facts.Heading}\n");
            foreach (string opinion in form.ByRule(facts, ref random).Split('\n'))
                text.Append($"- **Open.** {opinion} *[2024-03-04] Wire: Profit beats by {section}* `News: Finnhub`\n");
        }

        return Encoding.UTF8.GetBytes($"{text}## Decision\nThe evidence leads to\n[[[{Label(i)}]]]\n");
    }

    private static string Label(int i) => ((Decision)(1 + (i % 5))).Words();
}
