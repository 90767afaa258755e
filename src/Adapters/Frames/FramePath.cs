using Tauric.Engine;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Frames;

/// <summary>
/// Where a frame is: a library and a symbol in it. A path names them, <c>prices/1min/AAPL</c>; the last part is the
/// symbol, the others the library: as the table has it, or joined by <c>_</c>, so that new libraries make themselves.
/// </summary>
/// <param name="Library">As seed-001 names it: <c>prices_1min</c>.</param>
internal readonly record struct FramePath(string Library, string Symbol)
{
    /// <summary>What rows are ordered, cut and joined by; µs, ascending.</summary>
    public const string TimeColumn = "event_time";

    /// <summary>Ways to say a library that joining does not give.</summary>
    private static readonly Dictionary<string, string> s_libraries = new(StringComparer.Ordinal)
    {
        ["stories/components"] = "narrative_components",
        ["stories/assembled"] = "assembled_stories",
        ["stories/training"] = "story_training_data",
        ["stories/predicted"] = "predicted_stories",
        ["stories/validated"] = "validated_stories",
        ["stories/performance"] = "story_performance",
        ["signals"] = "extracted_signals",
        ["portfolio"] = "portfolio_integration",
        ["indicators"] = "indicators_technical",
    };

    /// <exception cref="UsageException">It is no path.</exception>
    public static FramePath Parse(string path)
    {
        if (!ObjectKey.IsSafe(path) || path.IndexOfAny(['*', '?', '[']) >= 0 || !path.Contains('/'))
            throw new UsageException($"'{Printable(path)}' is no path of a frame: say a library and a symbol, as in "
                + "'prices/1min/AAPL'.");
        return Split(path);
    }

    /// <summary>
    /// A pattern over paths: <c>*</c> is any text, <c>?</c> any character. Its library may be said as in a path.
    /// </summary>
    public static string Pattern(string pattern)
    {
        int slash = pattern.LastIndexOf('/');
        bool routed = slash > 0 && pattern.AsSpan(0, slash).IndexOfAny('*', '?', '[') < 0;
        return routed ? Split(pattern).ToString() : pattern;
    }

    public override string ToString() => $"{Library}/{Symbol}";

    private static FramePath Split(string path)
    {
        int slash = path.LastIndexOf('/');
        string library = path[..slash];
        return new FramePath(s_libraries.GetValueOrDefault(library, library.Replace('/', '_')), path[(slash + 1)..]);
    }

    private static string Printable(string path) =>
        string.Concat((path.Length > 200 ? path[..200] + "…" : path).Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
