using System.Globalization;
using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>The correlations of features that a run stored, as answers show them.</summary>
/// <remarks>
/// As JSON they are megabytes, and every answer has them: each number becomes text once, in a piece a feature and
/// family.
/// </remarks>
public sealed class FeatureCorrelations
{
    private static readonly string[][] s_families =
        [.. FeatureEngine.Columns.GroupBy(c => c.Family).Select(family => family.Select(c => c.Name).ToArray())];

    /// <summary>By feature, then family, in the order of <see cref="FeatureEngine.Columns"/>.</summary>
    private readonly byte[][][] _pieces;

    /// <param name="rows">A day of <see cref="ContextDatasets.Correlations"/>.</param>
    public FeatureCorrelations(RecordBatch rows)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < rows.Length; row++) known.Add(rows["feature_name"].Text(row)!, row);
        _pieces = [.. FeatureEngine.Columns.Select(feature => Pieces(
            known.TryGetValue(feature.Name, out int row) ? Row(rows, row) : []))];
    }

    /// <summary>A row a feature of these families, with each of them; null where too few values were known.</summary>
    /// <param name="families">Null for all.</param>
    public IReadOnlyList<CorrelationRow> Of(IReadOnlySet<string>? families)
    {
        bool[] isShown = [.. FeatureEngine.Families.Select(family => families?.Contains(family) ?? true)];
        return [.. FeatureEngine.Columns.Zip(_pieces)
            .Where(feature => families?.Contains(feature.First.Family) ?? true)
            .Select(feature => new CorrelationRow([.. feature.Second.Where((_, family) => isShown[family])]))];
    }

    private static Dictionary<string, double> Row(RecordBatch rows, int row)
    {
        Column others = rows["others"].Children[0];
        ReadOnlySpan<double> correlations =
            rows["correlations"].Children[0].Values<double>()[rows["correlations"].ItemRange(row)];
        int first = rows["others"].ItemRange(row).Start.Value;
        var found = new Dictionary<string, double>(correlations.Length, StringComparer.Ordinal);
        for (int i = 0; i < correlations.Length; i++) found.Add(others.Text(first + i)!, correlations[i]);
        return found;
    }

    private static byte[][] Pieces(Dictionary<string, double> row) => Array.ConvertAll(s_families, family =>
        Encoding.UTF8.GetBytes(string.Join(',', family.Select(name => row.TryGetValue(name, out double correlation)
            ? correlation.ToString("R", CultureInfo.InvariantCulture) : "null"))));
}
