using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Indicators;
using static Tauric.Pipelines.Stories.MarketDatasets;

namespace Tauric.Pipelines.Stories;

/// <summary>
/// What the stories system writes, named as the libraries of seed-001, with their columns. Fuzzy stages have a
/// partition a frequency and session (<c>1min/2025-03-14</c>, <c>daily/2025-03-14</c>), what follows one a session.
/// Rows are sorted by symbol, then time.
/// </summary>
public static class StoryDatasets
{
    public const string Minute = "1min";
    public const string Day = "daily";

    /// <summary>Split of sequences that neither train nor validate.</summary>
    public const string Purged = "purged";

    /// <summary>The 16 indicators of <see cref="IndicatorSets.Stories16"/>; null while they warm up.</summary>
    public static readonly Dataset Indicators = Frame("indicators_technical", "frequency/date",
        [.. At, .. IndicatorSets.Stories16.Columns.Select(c => MaybeNumber(c.Name))]);

    /// <summary>
    /// What a row amounts to: the state each variable is in most (levels from 0, trend 0 down to 2 up; −1 while it
    /// warms up) and to which degree, and the pattern that scores best.
    /// </summary>
    public static readonly Dataset Output = Frame("fuzzy_output", "frequency/date",
        [.. At, .. OutputVariables.SelectMany(v => new[] { new Field(v, ArrowType.Int8, Nullable: false),
            Degree(v + "_degree") }),
            Text("pattern"), Degree("pattern_score"), Text("market_regime"), Text("volatility_regime"),
            Degree("fuzzy_confidence")]);

    /// <summary>
    /// Clauses by subject; null where there is nothing to say. <c>support</c> links every clause to the cells it
    /// rests on: the component, where in it the clause stands (UTF-16 units), dataset, column, time and value.
    /// </summary>
    public static readonly Dataset Components = Frame("narrative_components", "date",
        [.. At, Maybe("price_narrative"), Maybe("volume_narrative"), Maybe("momentum_narrative"),
            Maybe("volatility_narrative"), Maybe("event_context"), Degree("confidence_score"),
            new Field("support", ArrowType.List(Support, nullable: false), Nullable: false)]);

    public static readonly Dataset Assembled = Frame("assembled_stories", "date",
        [.. At, Text("story_text"), Text("story_summary"), Degree("coherence_score"), Degree("completeness_score"),
            Text("directional_bias"), Degree("confidence_level"), Text("components_used"), Text("story_theme"),
            Degree("story_quality_score"), Text("market_regime"), Text("volatility_regime"), Text("written_by"),
            .. OutputVariables.Select(v => new Field(v, ArrowType.Int8, Nullable: false)), Text("pattern")]);

    /// <summary>Six days of stories and the seventh, a row a symbol and target day. <c>split</c> is by target
    /// day.</summary>
    public static readonly Dataset Training = Frame("story_training_data", "date",
        [.. At, Text("sequence_id"), new Field("context_stories", ArrowType.List(ArrowType.Utf8, nullable: false),
            Nullable: false), Text("target_story"), Int("context_length"), Degree("avg_quality_score"),
            Text("market_regime"), Text("volatility_regime"), Text("split")]);

    /// <summary><see cref="Training"/> as it leaves: train and validation, by session of the target.</summary>
    public static readonly Dataset Export = new("story_sequences", Training.Schema, Key: "date",
        Path: "exports/stories/split={split}/date={0}/sequences.parquet", Format: "parquet");

    /// <summary>What the model makes of the six sessions up to a day about the next one; as it said it.</summary>
    public static readonly Dataset Predicted = Frame("predicted_stories", "date",
        [.. At, Text("sequence_id"), Text("prediction"), Text("source_model"), Text("written_by")]);

    /// <summary>Predictions that are what they should be: parsed, in range.</summary>
    public static readonly Dataset Validated = Frame("validated_stories", "date",
        [.. At, Text("sequence_id"), Text("direction"), Degree("confidence"), Int("horizon"), Text("story_theme"),
            Degree("avg_quality_score"), Text("source_model")]);

    /// <summary>
    /// A position for a session's open after the day: <c>side</c> −1, 0, +1, its strength in [0, 1], the sessions it
    /// is held.
    /// </summary>
    public static readonly Dataset Signals = Frame("extracted_signals", "date",
        [.. At, Text("sequence_id"), new Field("side", ArrowType.Int8, Nullable: false), Degree("strength"),
            Int("horizon"), Text("story_theme")]);

    /// <summary>
    /// How signals fared: filled at the first open after they were known, closed at the close of the last session
    /// they are held; null while that is not known, as <c>status</c> says. It looks ahead of its day.
    /// </summary>
    public static readonly Dataset Performance = Frame("story_performance", "date",
        [.. At, Text("sequence_id"), new Field("side", ArrowType.Int8, Nullable: false),
            new Field("filled_at", ArrowType.Timestamp), new Field("closed_at", ArrowType.Timestamp),
            MaybeNumber("fill_price"), MaybeNumber("close_price"), MaybeNumber("return"),
            new Field("hit", ArrowType.Bool), Text("status")]) with
    {
        IsOutcome = true,
    };

    /// <summary>The signals of a day as one portfolio, a row a symbol, and what they share.</summary>
    public static readonly Dataset Portfolio = Frame("portfolio_integration", "date",
        [.. At, Number("weight"), MaybeNumber("correlation"), Number("gross_exposure"), Number("net_exposure"),
            MaybeNumber("average_correlation"), MaybeNumber("diversification_ratio"), Int("positions")]);

    /// <summary>Price, volume, momentum and volatility have five states, trend three.</summary>
    public static IReadOnlyList<string> OutputVariables => ["price", "volume", "momentum", "volatility", "trend"];

    /// <summary>
    /// Library of the frames of a dataset: one of several frequencies is as many libraries, and the daily one has the
    /// dataset's name.
    /// </summary>
    public static string LibraryOf(string dataset, string frequency) =>
        frequency == Day ? dataset : $"{dataset}_{frequency}";

    private static Field[] At => [Text("symbol"), Time("event_time"), Time("known_at")];

    private static ArrowType Support => ArrowType.Struct(
        Text("component"), Int("start"), Int("length"), Text("dataset"), Text("column"), Time("cell_time"),
        Number("value"));

    /// <summary>Degrees of membership, a column a variable and state.</summary>
    /// <param name="columns">As the variables name them.</param>
    public static Dataset Sets(IEnumerable<string> columns) =>
        Frame("fuzzy_sets", "frequency/date", [.. At, .. columns.Select(Degree)]);

    /// <summary>Scores of patterns, a column each.</summary>
    public static Dataset Patterns(IEnumerable<string> names) =>
        Frame("fuzzy_patterns", "frequency/date", [.. At, .. names.Select(Degree)]);
}
