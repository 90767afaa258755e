namespace Tauric.Pipelines.Stories.Telling;

/// <summary>
/// What <c>support</c> names: datasets, with their frequency, and columns. The <c>value</c> of a cell is the number it
/// holds, or µs; of a pattern it is the score beside it, of a headline its length in UTF-16 units.
/// </summary>
internal static class Cells
{
    public const string DayStates = "fuzzy_output/daily";
    public const string MinuteStates = "fuzzy_output/1min";
    public const string Bars = "prices_daily";
    public const string News = "news_raw";
    public const string Internals = "market_internals";

    public const string Headline = "headline";
    public const string Published = "event_time";
    public const string Close = "close";
    public const string Volume = "volume";
    public const string Pattern = "pattern";

    /// <summary>Ends the name of the column that says to which degree a state holds.</summary>
    public const string Degree = "_degree";
}
