using System.Text;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Tests.Proofs;
using Tauric.Engine.Time;
using Tauric.Pipelines.Corpus;

namespace Tauric.Host.Tests.Proofs;

/// <summary>
/// The oracle: cut all inputs at t, run again, and everything at or before t is byte for byte what it was.
/// </summary>
public sealed class PointInTimeTests : IDisposable
{
    private static readonly int s_cuts = Torture.Or(200, 25);
    private static readonly DateOnly s_first = new(2024, 3, 1);
    private static readonly DateOnly s_last = new(2024, 4, 12);

    /// <summary>Expanding thresholds: with the others a label is meant to know the whole period.</summary>
    private static readonly CorpusOptions s_options = CorpusRoot.Options with
    {
        From = s_first,
        To = s_last,
        ThresholdFit = "expanding",
        Tickers = ["AAPL"],
        VariationCount = 1,
    };

    private readonly ScratchFolder _input = new();

    public PointInTimeTests() => CorpusRoot.MakeInput(_input.Path, s_options.Tickers);

    public void Dispose() => _input.Dispose();

    [Fact]
    public void Cutting_the_inputs_at_random_instants_changes_nothing_before_them()
    {
        using CorpusRoot whole = new();
        whole.Run(_input.Path, s_options, change: FeaturesAndLabels);
        CounterRandom random = CounterRandom.For(11, "cuts");
        long from = UtcMicros.From(s_first);
        long span = UtcMicros.From(s_last.AddDays(1)) - from;
        long[] cuts = [.. Enumerable.Range(0, s_cuts).Select(_ => from + (long)(random.NextUniform() * span))];
        long checkedObjects = 0;
        Parallel.ForEach(cuts, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, until =>
            Interlocked.Add(ref checkedObjects, CutRunAndCompare(whole.Folder, until)));
        Assert.True(checkedObjects > 50 * s_cuts, $"only {checkedObjects} objects were compared");
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
        string raw = Path.Combine(_input.Path, "raw");
        foreach (string path in Directory.EnumerateFiles(raw, "*", SearchOption.AllDirectories))
        {
            string key = Path.GetRelativePath(raw, path).Replace('\\', '/');
            if (Truncation.Cut(key, File.ReadAllBytes(path), until) is { } bytes) folder.Write("raw/" + key, bytes);
        }
    }

    private static long Compare(string whole, string cut, long until)
    {
        long compared = 0;
        foreach (string path in Files(whole, "normalized", "*.jsonl"))
        {
            string other = Path.Combine(cut, Path.GetRelativePath(whole, path));
            Assert.Equal(Known(path, until), File.Exists(other) ? Known(other, until) : []);
            compared++;
        }

        IEnumerable<string> decided = Files(whole, "assembled", "variation_*.json")
            .Where(path => Micros(File.ReadAllBytes(path), "as_of_cutoff") <= until);
        IEnumerable<string> windows = Files(whole, "normalized/price_window", "20*.json")
            .Where(path => Micros(File.ReadAllBytes(path), "known_at") <= until);
        IEnumerable<string> labels = Files(whole, "labels", "20*.csv").Where(path => SpanEnds(path) <= until);
        foreach (string path in decided.Concat(windows).Concat(labels))
        {
            string other = Path.Combine(cut, Path.GetRelativePath(whole, path));
            Assert.Equal(File.ReadAllText(path), File.ReadAllText(other));
            compared++;
        }

        return compared;
    }

    private static IEnumerable<string> Files(string root, string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), pattern, SearchOption.AllDirectories);

    /// <summary>A label is known when its span has ended.</summary>
    private static long SpanEnds(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string end = lines[1].Split(',')[Array.IndexOf(lines[0].Split(','), "span_end")];
        return TradingCalendar.Nyse.CloseMicros(CorpusDays.Parse(end));
    }

    /// <summary>Rows known by then. What a later payload restates is known when that was fetched.</summary>
    private static string[] Known(string path, long until) =>
        [.. File.ReadAllLines(path).Where(line => Micros(Encoding.UTF8.GetBytes(line), "known_at") <= until)];

    private static long Micros(byte[] json, string property)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return UtcMicros.TryParse(document.RootElement.GetProperty(property).GetString()!, out long micros)
            ? micros : throw new FormatException(property);
    }
}
