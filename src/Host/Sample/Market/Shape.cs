namespace Tauric.Host.Sample.Market;

/// <summary>What a listing does in the last sessions, so that there is something to tell.</summary>
internal enum Shape
{
    Ordinary,

    /// <summary>Up 8 % on six times the volume.</summary>
    Surge,

    /// <summary>Five days down, then three up.</summary>
    Reversal,

    /// <summary>A month in a narrow range, then out of it on volume.</summary>
    Breakout,

    /// <summary>Hardly moves for three months.</summary>
    Quiet,

    /// <summary>No bars for an hour, then 9 % lower.</summary>
    Halt,

    /// <summary>One price and no volume.</summary>
    Untraded,

    /// <summary>Its first bar is 40 sessions old.</summary>
    NewListing,

    /// <summary>A daily bar and three minutes lack.</summary>
    MissingBars,

    /// <summary>Rises 7 % until noon and gives all of it back.</summary>
    SpikeAndFade,

    /// <summary>Opens 11 % lower.</summary>
    GapDown,

    /// <summary>Trades one minute in eight.</summary>
    Thin,
}

/// <summary>How a shape bends a session of the model.</summary>
/// <param name="Returns">Factor on the model's log returns.</param>
/// <param name="Range">Factor on what high and low lie beyond open and close.</param>
/// <param name="Volume">Factor on the volume.</param>
/// <param name="Overnight">Log return added before the open.</param>
/// <param name="Intraday">Log return added between open and close.</param>
/// <param name="Peak">Log return from the open to a high at noon; 0 for none.</param>
internal readonly record struct Bend(
    double Returns = 1, double Range = 1, double Volume = 1, double Overnight = 0, double Intraday = 0,
    double Peak = 0);

internal static class Shapes
{
    public const int NewListingSessions = 40;
    public const int MissingDay = 12;
    public const int HaltDay = 3;
    public const int HaltFrom = 95;
    public const int HaltMinutes = 65;

    private const int ListedInCorpus = 14;
    private const int Period = 40;

    /// <summary>Of a listing by its place: the corpus is ordinary, each shape comes once in forty others.</summary>
    public static Shape Of(int index)
    {
        int place = (index - ListedInCorpus) % Period;
        return index >= ListedInCorpus && place < (int)Shape.Thin ? (Shape)(place + 1) : Shape.Ordinary;
    }

    /// <param name="ago">Sessions before the last one.</param>
    public static Bend On(Shape shape, int ago) => (shape, ago) switch
    {
        (Shape.Surge, 2) => new(Volume: 6, Intraday: .08),
        (Shape.Reversal, >= 3 and <= 7) => new(Returns: .3, Intraday: -.025),
        (Shape.Reversal, <= 2) => new(Returns: .3, Volume: 1.8, Intraday: .035),
        (Shape.Breakout, >= 2 and <= 22) => new(Returns: .1, Range: .2, Volume: .6),
        (Shape.Breakout, 1) => new(Volume: 4, Intraday: .06),
        (Shape.Quiet, <= 63) => new(Returns: .05, Range: .1, Volume: .4),
        (Shape.Halt, HaltDay) => new(Volume: 3, Intraday: -.09),
        (Shape.Untraded, _) => new(Returns: 0, Range: 0, Volume: 0),
        (Shape.SpikeAndFade, 4) => new(Returns: .2, Volume: 3, Peak: .07),
        (Shape.GapDown, 5) => new(Volume: 5, Overnight: -.11),
        (Shape.Thin, _) => new(Volume: .05),
        _ => new(Returns: 1),
    };

    /// <summary>What the wire says of it, at a time of its day; null for what nobody reports.</summary>
    public static (int Ago, TimeOnly Time, string Headline, string Summary)? Story(Shape shape, string name) =>
        shape switch
        {
            Shape.Surge => (2, new(10, 41), $"{name} shares surge after it raises its full-year outlook",
                $"{name} lifted its forecast for revenue and margins, and trading in the stock was heavy."),
            Shape.Reversal => (3, new(16, 20), $"{name} says the product recall is complete",
                $"The recall that weighed on {name} for a week ended without further charges, the company said."),
            Shape.Breakout => (1, new(9, 52), $"{name} wins a multi-year supply contract",
                $"The contract is the largest in the history of {name}."),
            Shape.Halt => (HaltDay, new(12, 11), $"Trading in {name} resumes after a halt for news",
                $"{name} withdrew its application for a key approval. Trading had been halted since 11:05."),
            Shape.SpikeAndFade => (4, new(12, 30), $"{name} denies report of takeover talks",
                $"The stock of {name} had risen on a report of an approach, which the company called baseless."),
            Shape.GapDown => (5, new(7, 15), $"{name} cuts its forecast and its dividend",
                $"{name} expects a loss for the year and halves its dividend, it said before the open."),
            _ => null,
        };
}
