using System.Runtime.CompilerServices;
using System.Text;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Contexts;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Tests.Feeds;

namespace Tauric.Pipelines.Tests.Decisions;

/// <summary>The committed sample of decisions through the steps up to features, in memory.</summary>
internal sealed class DecisionSampleRun : IDisposable
{
    private readonly Dictionary<string, StepResult> _results = new(StringComparer.Ordinal);

    /// <param name="cut">What becomes of a line of the CSV and JSON-lines payloads: null drops it.</param>
    public DecisionSampleRun(Func<string, string?>? cut = null, int batchRowsMax = 1024)
    {
        Harness = new StepHarness { BatchRowsMax = batchRowsMax };
        Harness.Run(new IngestRaw(new RawPayloads(Payloads(cut ?? (line => line)))));
        Step[] steps =
        [
            new NormalizePrice(), new NormalizeMacro(), new NormalizeDecisions(),
            new NormalizeInput(InputTable.Trades), new NormalizeInput(InputTable.Quotes),
            new NormalizeInput(InputTable.Depth), new NormalizeInput(InputTable.Sentiment),
            new NormalizeInput(InputTable.Fills), new ComputeDailyStates(), new EngineerFeatures(),
            new ComputeMarketContext(), new ComputeExecutionContext(),
        ];
        foreach (Step step in steps) _results.Add(step.Output.Name, Harness.Run(step));
    }

    public StepHarness Harness { get; }

    public StepResult this[Dataset dataset] => _results[dataset.Name];

    public static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../data-samples/decisions"));

    /// <summary>Fields of <c>truth.csv</c>: decision_id first, outcome last.</summary>
    public static IEnumerable<string[]> Truth() =>
        File.ReadLines(Path.Combine(Folder(), "truth.csv")).Skip(1).Select(line => line.Split(','));

    public void Dispose() => Harness.Dispose();

    private static IEnumerable<(string Key, byte[] Bytes)> Payloads(Func<string, string?> cut)
    {
        string root = Path.Combine(Folder(), "raw");
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            if (!file.EndsWith(".json", StringComparison.Ordinal)) bytes = Encoding.UTF8.GetBytes(string.Join('\n',
                Encoding.UTF8.GetString(bytes).Split('\n').Select(cut).Where(line => line is not null)));
            yield return (Path.GetRelativePath(root, file).Replace('\\', '/'), bytes);
        }
    }
}
