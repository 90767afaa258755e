using Tauric.Engine.Columnar;
using Tauric.Kernels.Clustering;

namespace Tauric.Host.Sample.Transcripts;

/// <summary>How far what was found is what was planted. Sentences about nothing are planted as noise.</summary>
public sealed class TranscriptTruth(PlantedTranscripts planted)
{
    private const int Noise = -1;

    /// <returns>
    /// Adjusted mutual information: of topics, the mean over firms and quarters of that of their sentences, noise being
    /// a label like another; of themes, that of all topics, each planted as what most of its sentences are, with what
    /// themes they are in, none being a label like another.
    /// </returns>
    public (double Topics, double Themes) Agreement(
        IEnumerable<RecordBatch> sentences, IEnumerable<RecordBatch> topics, IEnumerable<RecordBatch> themes)
    {
        var truth = new Dictionary<string, int>(StringComparer.Ordinal);
        double sum = 0;
        int firms = 0;
        foreach (IGrouping<string, (string Id, string Firm, int Found, int Planted)> firm in
            sentences.SelectMany(Sentences).GroupBy(sentence => sentence.Firm))
        {
            foreach ((string id, _, _, int of) in firm) truth.Add(id, of);
            sum += AdjustedMutualInformation.Of(
                [.. firm.Select(sentence => sentence.Found)], [.. firm.Select(sentence => sentence.Planted)]);
            firms++;
        }

        return (sum / firms, Themes(truth, topics, themes));
    }

    /// <summary>The mean over quarters.</summary>
    private static double Themes(
        Dictionary<string, int> truth, IEnumerable<RecordBatch> topics, IEnumerable<RecordBatch> themes)
    {
        var found = new Dictionary<(string Quarter, string Topic), int>();
        foreach (RecordBatch batch in themes)
            for (int row = 0; row < batch.Length; row++)
                foreach (string topic in Texts(batch["topic_ids"], row)) found.Add((Quarter(batch, row), topic), row);
        var rows = new List<(string Quarter, int Found, int Planted)>();
        foreach (RecordBatch batch in topics)
        {
            for (int row = 0; row < batch.Length; row++)
            {
                int planted = Texts(batch["sentence_ids"], row).CountBy(id => truth[id])
                    .OrderByDescending(theme => theme.Value).ThenBy(theme => theme.Key).First().Key;
                string quarter = Quarter(batch, row);
                int theme = found.GetValueOrDefault((quarter, batch["topic_id"].Text(row)!), Noise);
                rows.Add((quarter, theme, planted));
            }
        }

        return rows.GroupBy(row => row.Quarter).Average(quarter => AdjustedMutualInformation.Of(
            [.. quarter.Select(row => row.Found)], [.. quarter.Select(row => row.Planted)]));
    }

    private IEnumerable<(string Id, string Firm, int Found, int Planted)> Sentences(RecordBatch batch)
    {
        for (int row = 0; row < batch.Length; row++)
        {
            string? theme = planted.Themes[(batch["transcript_id"].Text(row)!, batch["raw_text"].Text(row)!)];
            int of = theme is null ? Noise : TranscriptTheme.All.Index().First(t => t.Item.Name == theme).Index;
            yield return (batch["sentence_id"].Text(row)!, batch["firm_id"].Text(row)! + Quarter(batch, row),
                batch["local_topic_id"].Values<int>()[row], of);
        }
    }

    private static string Quarter(RecordBatch batch, int row) => batch["quarter"].Text(row)!;

    private static IEnumerable<string> Texts(Column lists, int row)
    {
        (int first, int count) = lists.ItemRange(row).GetOffsetAndLength(lists.Children[0].Length);
        return Enumerable.Range(first, count).Select(i => lists.Children[0].Text(i)!);
    }
}
