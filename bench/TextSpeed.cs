using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tauric.Engine;
using Tauric.Kernels;
using Tauric.Kernels.Tests.Text;
using Tauric.Kernels.Text;
using Tauric.Pipelines.Feeds;

namespace Tauric.Bench;

/// <summary>
/// Every registered text kernel and the canonical text on news-like text, beside their definitions; then news of one
/// partition through the search for copies, where all are different and where nearly all are near copies.
/// </summary>
[Benchmark("text", "every text kernel, canonical and plain text, near copies: MB/s of UTF-8 and items/s")]
internal sealed class TextSpeed : IBenchmark
{
    public void Run(Measurement measurement)
    {
        string[] raw = [.. Enumerable.Range(0, measurement.Size(2_000, 20)).Select(i => Story(i, "each its own"))];
        string[] texts = [.. raw.Select(text => CanonicalText.Of(text))];
        double megabytes = raw.Sum(Encoding.UTF8.GetByteCount) / 1e6;
        measurement.Figure("text", megabytes, "MB");
        measurement.Figure("an item", megabytes * 1e6 / raw.Length, "bytes");
        int rounds = measurement.Size(9, 2);
        Kernels(measurement, texts, rounds);
        Spellings(measurement, raw, rounds);
        Copies(measurement, "all different", texts);
        Copies(measurement, "near copies", [.. texts.Select((_, i) => $"{texts[0]} {i}")]);
        Copies(measurement, "one template", [.. texts.Select((_, i) => CanonicalText.Of(Story(i, "template")))]);
    }

    private static void Kernels(Measurement measurement, string[] texts, int rounds)
    {
        double megabytes = texts.Sum(Encoding.UTF8.GetByteCount) / 1e6;
        var kernels = KernelCatalogue<ITextKernel>.All;
        var outputs = new ulong[kernels.Max(k => texts.Max((string text) => k.Value.OutputsMax(text)))];
        var answers = new List<byte>();
        foreach ((string name, ITextKernel kernel) in kernels)
        {
            void Compute()
            {
                foreach (string text in texts) kernel.Compute(text, outputs);
            }

            Spread time = Measurement.Rounds(rounds, Compute)[0];
            measurement.Figure(name, time.Map(s => megabytes / s), "MB/s");
            long before = GC.GetAllocatedBytesForCurrentThread();
            Compute();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            measurement.Check($"{name} allocates nothing", allocated == 0);
            answers.AddRange(MemoryMarshal.AsBytes(outputs.AsSpan(0, kernel.Compute(texts[^1], outputs))));
        }

        ulong[][] sets = [.. texts.Take(200).Select(text => Shingles.Of(text))];
        Spread[] signatures = Measurement.Rounds(rounds,
            () => Array.ForEach(sets, set => MinHash.Signature(set, outputs)),
            () => Array.ForEach(sets, set => TextDefinition.Signature(set)));
        double elements = sets.Sum(set => set.Length);
        measurement.Figure("signature", signatures[0].Map(s => s / elements * 1e9), "ns/shingle");
        measurement.Figure("signature by its definition", signatures[1].Map(s => s / elements * 1e9), "ns/shingle");
        measurement.Hash(CollectionsMarshal.AsSpan(answers));
    }

    private static void Spellings(Measurement measurement, string[] raw, int rounds)
    {
        double megabytes = raw.Sum(Encoding.UTF8.GetByteCount) / 1e6;
        string[] marked = [.. raw.Select(text => $"<p>{text[..40]}</p> &amp; {text[40..]}")];
        string[] entities = [.. raw.Select(text => $"S&amp;P &#39;{text}&#39;")];
        var output = new char[CanonicalText.LengthMax(raw.Max(text => text.Length))];
        Spread[] times = Measurement.Rounds(rounds,
            () => Array.ForEach(raw, text => CanonicalText.Write(text, "", output)),
            () => Array.ForEach(raw, text => TextDefinition.Canonical(text)),
            () => Array.ForEach(raw, text => PlainText.Of(text)),
            () => Array.ForEach(entities, text => PlainText.Of(text)),
            () => Array.ForEach(marked, text => PlainText.Of(text)));
        string[] names = ["canonical", "canonical by its definition", "plain", "plain of entities", "plain of markup"];
        foreach ((string name, Spread time) in names.Zip(times))
            measurement.Figure(name, time.Map(s => megabytes / s), "MB/s");
        measurement.Check("canonical texts are those of the definition",
            raw.All(text => CanonicalText.Of(text) == TextDefinition.Canonical(text)));
    }

    private static void Copies(Measurement measurement, string name, string[] texts)
    {
        LatestNear latest = null!;
        int found = 0;
        Spread time = Measurement.Rounds(measurement.Size(5, 1), Search)[0];
        measurement.Figure(name, time.Map(s => texts.Length / s), "items/s");
        measurement.Figure($"{name}, comparisons", (double)latest.Comparisons / texts.Length, "an item");
        measurement.Figure($"{name}, found", found, "");

        void Search()
        {
            latest = new LatestNear(new NearTexts(texts.Select(text => Shingles.Of(text)), similarityMin: 0.8));
            found = 0;
            for (int i = 0; i < texts.Length; i++)
            {
                found += latest.Latest(i, 0) >= 0 ? 1 : 0;
                latest.See(i, i);
            }
        }
    }

    /// <summary>A headline and a summary; those of one template share two words of three.</summary>
    private static string Story(int i, string template)
    {
        var shared = CounterRandom.For(1, template);
        var own = CounterRandom.For(1, template, i.ToString(CultureInfo.InvariantCulture));
        var text = new StringBuilder();
        for (int word = 0; word < 80; word++)
        {
            ref CounterRandom random = ref (template == "template" && word % 12 != 0 ? ref shared : ref own);
            if (word > 0) text.Append(word % 9 == 0 ? ", " : " ");
            for (int length = 2 + random.NextInt(8); length > 0; length--)
                text.Append((char)('a' + random.NextInt(26)));
            if (word % 20 == 7) text.Append("’s");
        }

        return text.Append('.').ToString();
    }
}
