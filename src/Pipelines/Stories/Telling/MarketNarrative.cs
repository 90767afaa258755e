namespace Tauric.Pipelines.Stories.Telling;

/// <summary>Says a value of the whole market, where there is one.</summary>
internal static class MarketNarrative
{
    public static void Tell(Subject subject, string symbol, string[] frames, SessionRows session, ClauseWriter to)
    {
        if (session.Market.Of(symbol) is not { } market) return;
        Span<char> number = stackalloc char[Quantity.LengthMax];
        ReadOnlySpan<char> text = Quantity.Text(market.Value, number);
        if (text.IsEmpty) return;
        to.Say(subject, frames, text);
        to.RestsOn(Cells.Internals, symbol, market.Time, market.Value);
    }
}
