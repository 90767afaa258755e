namespace Tauric.Adapters.Frames;

/// <summary>What seed-001 says of the frames of a library.</summary>
/// <param name="Name">Without the frequency that a dataset of several has at its end (<c>fuzzy_sets_1min</c>).</param>
/// <param name="Stage">Of the pipeline.</param>
/// <param name="Type">Of the rows.</param>
internal sealed record FrameLibrary(string Name, string Stage, string Type)
{
    public static readonly IReadOnlyList<FrameLibrary> All =
    [
        new("prices_1min", "stage_0_raw_data", "prices"),
        new("prices_5min", "stage_0_raw_data", "prices"),
        new("prices_daily", "stage_0_raw_data", "prices"),
        new("price_quality", "stage_0_raw_data", "price_quality"),
        new("market_internals", "stage_0_raw_data", "market_internals"),
        new("news_raw", "stage_0_raw_data", "news"),
        new("economic_data", "stage_0_raw_data", "economic_data"),
        new("options_data", "stage_0_raw_data", "options_data"),
        new("indicators_technical", "stage_1_indicators", "traditional_indicators"),
        new("fuzzy_sets", "stage_2_fuzzy", "fuzzy_sets_output"),
        new("fuzzy_patterns", "stage_2_fuzzy", "fuzzy_patterns_output"),
        new("fuzzy_output", "stage_2_fuzzy", "fuzzy_output"),
        new("narrative_components", "stage_3_story_assembly", "narrative_components"),
        new("assembled_stories", "stage_3_story_assembly", "assembled_story"),
        new("story_training_data", "stage_4_training", "llm_training_data"),
        new("predicted_stories", "stage_5_prediction", "predicted_story"),
        new("validated_stories", "stage_6_validation", "validated_story"),
        new("extracted_signals", "stage_7_signals", "extracted_signals"),
        new("story_performance", "stage_8_performance", "story_performance"),
        new("portfolio_integration", "stage_9_portfolio", "portfolio_integration"),
    ];

    /// <summary>Null for libraries of nobody's pipeline.</summary>
    public static FrameLibrary? Of(string library) => All.FirstOrDefault(l => library.StartsWith(l.Name,
        StringComparison.Ordinal) && library[l.Name.Length..] is "" or "_1min" or "_5min");
}
