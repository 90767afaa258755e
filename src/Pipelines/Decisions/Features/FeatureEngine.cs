using System.Collections.Concurrent;
using Tauric.Engine;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>
/// Features of a decision as of its time. The one code for a batch of decisions and for a single one that waits: a
/// value is a function of the decision and of the ticks known in the two hours before it (scores: seven days; daily
/// states: the last), whatever else it is given. Safe from many threads.
/// </summary>
public static class FeatureEngine
{
    public const int Version = 1;

    private static readonly (string Family, IReadOnlyList<Feature> Lines)[] s_families =
    [
        ("market_microstructure", MicrostructureFeatures.All),
        ("sentiment", SentimentFeatures.All),
        ("technical", TechnicalFeatures.All),
        ("risk", RiskFeatures.All),
        ("temporal", TemporalFeatures.All),
        ("cross_asset", CrossAssetFeatures.All),
    ];

    private static readonly Placed[] s_placed = Place();
    private static readonly ConcurrentBag<FeatureFrame> s_frames = [];

    /// <summary>Names of the families, as <c>feature_types</c> of seed-004 has them.</summary>
    public static IReadOnlyList<string> Families { get; } = [.. s_families.Select(family => family.Family)];

    /// <summary>Family by family; in a family by line, then window.</summary>
    public static IReadOnlyList<FeatureColumn> Columns { get; } =
        [.. s_families.SelectMany(f => f.Lines.SelectMany(line => ColumnsOf(f.Family, line)))];

    /// <param name="inputs">What is known, and perhaps more.</param>
    /// <param name="values">One for each of <see cref="Columns"/>; NaN where it is not known.</param>
    /// <exception cref="ArgumentException">Not one value a column.</exception>
    public static void Compute(FeatureInputs inputs, Span<double> values)
    {
        if (values.Length != Columns.Count)
            throw new ArgumentException($"{values.Length} values for {Columns.Count} features.", nameof(values));
        if (!s_frames.TryTake(out FeatureFrame? frame)) frame = new FeatureFrame();
        frame.Load(inputs);
        // Window by window, so that one is turned to once.
        string? turned = null;
        bool reached = true;
        foreach (Placed placed in s_placed)
        {
            if (placed.Window != turned) (turned, reached) = (placed.Window, frame.Turn(placed.Window));
            FeatureNeeds needs = placed.Line.Needs;
            double value = reached && (frame.Has & needs) == needs ? placed.Line.Value(frame) : double.NaN;
            values[placed.Column] = double.IsFinite(value) ? value : double.NaN;
        }

        frame.Forget();
        s_frames.Add(frame);
    }

    private static IEnumerable<FeatureColumn> ColumnsOf(string family, Feature line) =>
        WindowsOf(line).Select(window => new FeatureColumn(
            window is null ? line.Name : $"{line.Name}_{window}", family, line.Unit, window, line.Normalisation,
            line.Definition, Datasets(line.Needs)));

    private static IEnumerable<string?> WindowsOf(Feature line) =>
        line.Windows.Count == 0 ? new string?[] { null } : [.. line.Windows];

    private static string[] Datasets(FeatureNeeds needs) =>
    [
        "decisions",
        .. needs.HasFlag(FeatureNeeds.Trades) ? ["trades"] : Array.Empty<string>(),
        .. (needs & (FeatureNeeds.Quotes | FeatureNeeds.Grid | FeatureNeeds.MarketGrid)) != 0
            ? ["quotes"] : Array.Empty<string>(),
        .. needs.HasFlag(FeatureNeeds.Depth) ? ["depth"] : Array.Empty<string>(),
        .. needs.HasFlag(FeatureNeeds.Sentiment) ? ["sentiment"] : Array.Empty<string>(),
        .. (needs & (FeatureNeeds.Daily | FeatureNeeds.MarketDaily)) != 0 ? ["daily_states"] : Array.Empty<string>(),
    ];

    private static Placed[] Place()
    {
        var placed = new List<Placed>();
        foreach (Feature line in s_families.SelectMany(f => f.Lines))
            foreach (string? window in WindowsOf(line)) placed.Add(new Placed(line, window, placed.Count));
        string? twice = placed.GroupBy(p => p.Line.Name + p.Window).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null) throw new BugException($"Feature '{twice}' is given twice.");
        return [.. placed.OrderBy(p => p.Window, StringComparer.Ordinal).ThenBy(p => p.Column)];
    }

    private sealed record Placed(Feature Line, string? Window, int Column);
}
