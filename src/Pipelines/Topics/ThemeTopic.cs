using Tauric.Engine.Columnar;
using Tauric.Kernels.Clustering;
using Tauric.Kernels.Vectors;

namespace Tauric.Pipelines.Topics;

/// <summary>A topic as themes are made of it.</summary>
/// <param name="Sentences">How many.</param>
/// <param name="Said">Those that stand for them.</param>
internal sealed record ThemeTopic(string TopicId, string FirmId, string FirmName, int Number, int Sentences,
    string[] Keywords, string[] Said, float[] Vector)
{
    public static ThemeTopic Of(RecordBatch topics, int row) => new(
        topics["topic_id"].Text(row)!, topics["firm_id"].Text(row)!, topics["firm_name"].Text(row)!,
        topics["local_topic_id"].Values<int>()[row], topics["n_sentences"].Values<int>()[row],
        topics["keywords"].Texts(row), topics["representative_sentences"].Texts(row),
        topics["vector"].Numbers(row).ToArray());
}

/// <summary>What tells themes from each other: c-TF-IDF of their topics' keywords, one count a topic.</summary>
internal static class ThemeKeywords
{
    /// <returns>Of each theme, weightiest first, ties in ordinal order.</returns>
    public static IReadOnlyList<string>[] Of(IReadOnlyList<IEnumerable<ThemeTopic>> themes, int count)
    {
        string[] terms = [.. themes.SelectMany(topics => topics).SelectMany(topic => topic.Keywords)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var (starts, columns, values) = (new List<int> { 0 }, new List<int>(), new List<float>());
        foreach (IEnumerable<ThemeTopic> topics in themes)
        {
            foreach ((string term, int times) in topics.SelectMany(topic => topic.Keywords).CountBy(term => term)
                .OrderBy(term => term.Key, StringComparer.Ordinal))
            {
                columns.Add(Array.BinarySearch(terms, term, StringComparer.Ordinal));
                values.Add(times);
            }

            starts.Add(columns.Count);
        }

        float[] weights = ClassTfIdf.Weigh(new SparseRows([.. starts], [.. columns], [.. values], terms.Length));
        return [.. Enumerable.Range(0, themes.Count).Select(theme =>
            (IReadOnlyList<string>)[.. Enumerable.Range(starts[theme], starts[theme + 1] - starts[theme])
                .OrderByDescending(i => weights[i]).ThenBy(i => columns[i]).Take(count)
                .Select(i => terms[columns[i]])])];
    }
}
