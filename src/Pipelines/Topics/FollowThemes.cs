using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Clustering;
using Tauric.Kernels.Vectors;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// What became of the themes of the last quarter before: matched one to one so that all together are as alike as can be
/// (cosine of their vectors). A pair that is alike enough continues. A theme left over is split off the one before that
/// it is like, or born; one before that is left over is merged into the one it is like, or died.
/// </summary>
public sealed class FollowThemes(TopicsOptions options) : Step
{
    public override string Name => "follow_themes";

    public override int Version => 1;

    public override Dataset Output => TopicDatasets.ThemeEvents;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [new("continuity", options.ContinuityMin.ToString("R", CultureInfo.InvariantCulture))];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        string? before = null;
        foreach (string key in upstream.Of(TopicDatasets.Themes))
        {
            Read[] reads = before is null
                ? [new Read(TopicDatasets.Themes, key)]
                : [new Read(TopicDatasets.Themes, before), new Read(TopicDatasets.Themes, key)];
            yield return new Partition(key, reads, Chunk.ScopeOf(Quarter.Parse(key)));
            before = key;
        }
    }

    public override void Run(Work work)
    {
        IReadOnlyList<ReadRows> reads = work.Rows(TopicDatasets.Themes);
        RecordBatch now = reads[^1].Rows;
        using RecordBatch before =
            reads.Count > 1 ? reads[0].Rows.Retain() : RecordBatch.Empty(TopicDatasets.Themes.Schema);
        double[] alike = Similarities(before, now);
        int[] matched = Matched(alike, before.Length, now.Length);
        using var builder = new BatchBuilder(Output.Schema);
        for (int theme = 0; theme < now.Length; theme++)
        {
            int same = Array.IndexOf(matched, theme);
            (int Row, double Cosine) like = same >= 0
                ? (same, alike[(same * now.Length) + theme])
                : Nearest(before.Length, row => alike[(row * now.Length) + theme]);
            Append(same >= 0 ? "continued" : like.Row >= 0 ? "split" : "born", like.Row, theme, like.Cosine);
        }

        for (int row = 0; row < before.Length; row++)
        {
            if (matched[row] >= 0) continue;
            (int theme, double cosine) = Nearest(now.Length, theme => alike[(row * now.Length) + theme]);
            Append(theme >= 0 ? "merged" : "died", row, theme, cosine);
        }

        work.Write(builder.Build());

        void Append(string what, int row, int theme, double cosine)
        {
            builder["quarter"].AppendText(work.Key);
            builder["event"].AppendText(what);
            builder["theme_id"].AppendText(theme < 0 ? null : now["theme_id"].Text(theme));
            builder["previous_theme_id"].AppendText(row < 0 ? null : before["theme_id"].Text(row));
            if (row < 0 || theme < 0) builder["similarity"].AppendNull();
            else builder["similarity"].Append(cosine);
        }
    }

    private static double[] Similarities(RecordBatch before, RecordBatch now)
    {
        double[] alike = new double[before.Length * now.Length];
        for (int row = 0; row < before.Length; row++)
        {
            for (int theme = 0; theme < now.Length; theme++)
            {
                alike[(row * now.Length) + theme] =
                    Similarity.Cosine(before["vector"].Numbers(row), now["vector"].Numbers(theme));
            }
        }

        return alike;
    }

    /// <summary>Of each theme before the one it continues as, or −1. Pairs not alike cost all the same.</summary>
    private int[] Matched(double[] alike, int before, int now)
    {
        double[] costs = [.. alike.Select(cosine => cosine >= options.ContinuityMin ? 1 - cosine : 2)];
        int[] matched = new int[before];
        OptimalMatching.Of(costs, before, now, matched);
        for (int row = 0; row < before; row++)
            if (matched[row] >= 0 && costs[(row * now) + matched[row]] == 2) matched[row] = -1;
        return matched;
    }

    /// <summary>The most alike that is alike enough; −1 for none.</summary>
    private (int Row, double Cosine) Nearest(int count, Func<int, double> cosine)
    {
        (int Row, double Cosine) best = (-1, options.ContinuityMin);
        for (int row = 0; row < count; row++)
            if (cosine(row) is var at && (at > best.Cosine || (best.Row < 0 && at == best.Cosine))) best = (row, at);
        return best;
    }
}
