namespace Tauric.Adapters.Sources.Live;

/// <summary>How far around a decision day the systems read.</summary>
internal static class Lookback
{
    /// <summary>Days of news before a decision.</summary>
    public const int NewsDays = 30;

    /// <summary>Sessions of prices before a decision: the slowest indicator takes 200 and some to settle.</summary>
    public const int Sessions = 300;

    /// <summary>Sessions of market internals before a decision.</summary>
    public const int InternalsSessions = 80;

    /// <summary>Sessions after it that its label reads.</summary>
    public const int LabelSessions = 20;
}
