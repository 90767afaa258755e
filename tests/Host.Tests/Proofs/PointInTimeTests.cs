using System.Text;
using System.Text.Json.Nodes;
using Tauric.Engine;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Time;
using Tauric.Pipelines.Corpus;

namespace Tauric.Host.Tests.Proofs;

/// <summary>The oracle: cut all inputs at t, run again, and everything at or before t is byte for byte what it was.</summary>
public sealed class PointInTimeTests(SmallInput input)
{
    private const int Cuts = 200;
    private static readonly DateOnly s_first = new(2024, 3, 1);
    private static readonly DateOnly s_last = new(2024, 4, 12);

    /// <summary>Expanding thresholds: with the others a label is meant to know the whole period.</summary>
    private static readonly CorpusOptions s_options = CorpusRoot.Options with
    {
        From = s_first,
        To = s_last,
        ThresholdFit = "expanding",
        VariationCount = 1,
    };

    [Fact]
    public void Cutting_the_inputs_at_200_instants_changes_nothing_before_them()
    {
        using CorpusRoot whole = new();
        whole.Run(input.Folder, s_options, change: FeaturesAndLabels);
        CounterRandom random = CounterRandom.For(11, "cuts");
        long from = UtcMicros.From(s_first);
        long span = UtcMicros.From(s_last.AddDays(1)) - from;
        long[] cuts = [.. Enumerable.Range(0, Cuts).Select(_ => from + (long)(random.NextUniform() * span))];
        long checkedObjects = 0;
        Parallel.ForEach(cuts, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, until =>
            Interlocked.Add(ref checkedObjects, CutRunAndCompare(whole.Folder, until)));
        Assert.True(checkedObjects > 10_000, $"only {checkedObjects} objects were compared");
    }

    private long CutRunAndCompare(string whole, long until)
    {
        using CorpusRoot cut = new();
        using ScratchFolder folder = new();
        CutInput(folder, until);
        DateOnly last = DateOnly.FromDateTime(UtcMicros.ToDateTime(until).UtcDateTime);
        cut.Run(folder.Path, s_options with { To = last }, workers: 1, change: FeaturesAndLabels);
        return Compare(whole, cut.Folder, until);
    }

    private static Pipeline FeaturesAndLabels(Pipeline pipeline) =>
        pipeline with
        {
            Steps = [.. pipeline.Steps.Where(s =>
                s.Output.Name is not ("export" or "distilled_theses" or "label_shares"))],
        };

    private void CutInput(ScratchFolder folder, long until)
    {
        string raw = Path.Combine(input.Folder, "raw");
        foreach (string path in Directory.EnumerateFiles(raw, "*", SearchOption.AllDirectories))
        {
            string key = Path.GetRelativePath(raw, path).Replace('\\', '/');
            if (Truncation.Cut(key, File.ReadAllBytes(path), until) is { } bytes) folder.Write("raw/" + key, bytes);
        }
    }

    private static long Compare(string whole, string cut, long until)
    {
        long compared = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(whole, "normalized"), "*.jsonl", SearchOption.AllDirectories))
        {
            string other = Path.Combine(cut, Path.GetRelativePath(whole, path));
            Assert.Equal(Known(path, until), File.Exists(other) ? Known(other, until) : []);
            compared++;
        }

        foreach (string path in Days(whole, "assembled", "normalized/price_window"))
        {
            long decided = path.Contains("assembled", StringComparison.Ordinal)
                ? As(path, "as_of_cutoff") : As(path, "known_at");
            if (decided > until) continue;
            Assert.Equal(File.ReadAllText(path), File.ReadAllText(Path.Combine(cut, Path.GetRelativePath(whole, path))));
            compared++;
        }

        return compared + CompareLabels(whole, cut, until);
    }

    /// <summary>A label is known when its span has ended.</summary>
    private static long CompareLabels(string whole, string cut, long until)
    {
        long compared = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(whole, "labels"), "20*.csv", SearchOption.AllDirectories))
        {
            string[] lines = File.ReadAllLines(path);
            DateOnly end = CorpusDays.Parse(lines[1].Split(',')[Array.IndexOf(lines[0].Split(','), "span_end")]);
            if (TradingCalendar.Nyse.CloseMicros(end) > until) continue;
            Assert.Equal(File.ReadAllText(path), File.ReadAllText(Path.Combine(cut, Path.GetRelativePath(whole, path))));
            compared++;
        }

        return compared;
    }

    private static IEnumerable<string> Days(string root, params string[] folders) => folders
        .Select(f => Path.Combine(root, f)).SelectMany(f => Directory.EnumerateFiles(f, "*.json", SearchOption.AllDirectories))
        .Where(f => Path.GetFileName(f) != Manifests.FileName);

    private static long As(string path, string property) => Micros(JsonNode.Parse(File.ReadAllBytes(path))!, property);

    /// <summary>Rows known by then. A later payload may restate a value: that row is known when it was fetched.</summary>
    private static string[] Known(string path, long until) =>
        [.. File.ReadAllLines(path).Where(line => KnownAt(line) <= until)];

    private static long KnownAt(string line) => Micros(JsonNode.Parse(Encoding.UTF8.GetBytes(line))!, "known_at");

    private static long Micros(JsonNode node, string property) =>
        UtcMicros.TryParse((string)node[property]!, out long micros) ? micros : throw new FormatException(property);
}
