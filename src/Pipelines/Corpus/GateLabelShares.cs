using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Labels;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// Counts the realised label classes over all tickers and refuses to go on when they miss their targets.
/// </summary>
public sealed class GateLabelShares(CorpusOptions options) : Step
{
    private const int Classes = 5;

    public override string Name => "generate_labels";

    public override int Version => 1;

    public override Dataset Output => CorpusDatasets.LabelShares;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [new("tolerance", options.LabelShareTolerance.ToString("R", CultureInfo.InvariantCulture))];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        IEnumerable<string> tickers = upstream.Of(CorpusDatasets.Labels);
        yield return new Partition("all", [.. tickers.Select(ticker => new Read(CorpusDatasets.Labels, ticker))]);
    }

    public override void Run(Work work)
    {
        var counts = new long[Classes];
        foreach (ReadRows read in work.Rows(CorpusDatasets.Labels))
            foreach (int label in read.Rows["label_class"].Values<int>()) counts[label - 1]++;
        long total = counts.Sum();
        using var builder = new BatchBuilder(Output.Schema);
        var misses = new List<string>();
        for (int i = 0; i < counts.Length; i++)
        {
            var decision = (Decision)(i + 1);
            double share = total == 0 ? 0 : (double)counts[i] / total;
            double target = AlgorithmS1.TargetShare(decision);
            if (total > 0 && Math.Abs(share - target) > options.LabelShareTolerance)
                misses.Add($"{decision.Words()} {Percent(share)} instead of {Percent(target)}");
            builder[0].Append(i + 1);
            builder[1].AppendText(decision.Words());
            builder[2].Append(counts[i]);
            builder[3].Append(share);
            builder[4].Append(target);
            builder[5].Append(share - target);
        }

        if (misses.Count > 0)
        {
            throw new DataException(
                $"Realised label shares miss their targets by more than {Percent(options.LabelShareTolerance)} over " +
                $"{total} labels: {string.Join(", ", misses)}. Load more days, or raise labels.share_tolerance.");
        }

        work.Write(builder.Build());
    }

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
