using Tauric.Engine.Columnar;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Stories;

/// <summary>Returns of signals by the theme of the story they came from.</summary>
internal static class ThemePerformance
{
    private static readonly Schema s_schema = new(
        new Field("story_theme", ArrowType.Utf8, Nullable: false), new Field("signals", ArrowType.Int64, false),
        new Field("closed", ArrowType.Int64, false), new Field("hits", ArrowType.Int64, false),
        new Field("hit_rate", ArrowType.Float64), new Field("mean_return", ArrowType.Float64),
        new Field("worst", ArrowType.Float64), new Field("best", ArrowType.Float64));

    /// <param name="fared">A row a signal: sequence, return and hit, both null before it closed.</param>
    /// <param name="signals">Sequence and theme.</param>
    public static RecordBatch Of(RecordBatch fared, RecordBatch signals)
    {
        var themes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int row = 0; row < signals.Length; row++)
            themes[signals["sequence_id"].Text(row)!] = signals["story_theme"].Text(row)!;
        var rows = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (int row = 0; row < fared.Length; row++)
        {
            if (!themes.TryGetValue(fared["sequence_id"].Text(row)!, out string? theme)) continue;
            if (!rows.TryGetValue(theme, out List<int>? own)) rows.Add(theme, own = []);
            own.Add(row);
        }

        using var builder = new BatchBuilder(s_schema);
        foreach ((string theme, List<int> own) in rows) Append(builder, theme, own, fared["return"], fared["hit"]);
        return builder.Build();
    }

    private static void Append(BatchBuilder builder, string theme, List<int> rows, Column returns, Column hits)
    {
        double[] closed = [.. rows.Where(row => !returns.IsNull(row)).Select(row => returns.Values<double>()[row])];
        long hit = rows.Count(row => !hits.IsNull(row) && hits.Bit(row));
        builder["story_theme"].AppendText(theme);
        builder["signals"].Append((long)rows.Count);
        builder["closed"].Append((long)closed.Length);
        builder["hits"].Append(hit);
        bool any = closed.Length > 0;
        builder["hit_rate"].AppendMaybe<double>(any ? (double)hit / closed.Length : null);
        builder["mean_return"].AppendMaybe<double>(any ? closed.Average() : null);
        builder["worst"].AppendMaybe<double>(any ? closed.Min() : null);
        builder["best"].AppendMaybe<double>(any ? closed.Max() : null);
    }
}
