namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Reads <c>&lt;name&gt; now value | …</c> lines by the usual thresholds of each indicator.</summary>
internal sealed class TechnicalFacts : IFactReader
{
    private static readonly Rule[] s_rules =
    [
        new("rsi_14", v => v >= 70, -1, 0.9, "momentum is overbought and often pauses from here"),
        new("rsi_14", v => v <= 30, +1, 0.9, "momentum is oversold and often rebounds from here"),
        new("rsi_14", v => v is > 30 and < 70, 0, 0.2, "momentum is in its neutral zone"),
        new("macd_histogram", v => v > 0, +1, 0.8, "MACD stands above its signal line as momentum builds"),
        new("macd_histogram", v => v < 0, -1, 0.8, "MACD stands below its signal line as momentum fades"),
        new("ichimoku_cloud", v => v > 0, +1, 0.6, "the fast edge of the cloud is above the slow one"),
        new("ichimoku_cloud", v => v < 0, -1, 0.6, "the fast edge of the cloud is below the slow one"),
        new("zscore_75", v => v >= 2, -1, 0.5, "price is stretched far above its 75-day mean"),
        new("zscore_75", v => v <= -2, +1, 0.5, "price is stretched far below its 75-day mean"),
        new("adx_14", v => v >= 25, 0, 0.4, "the trend is strong whichever way it points"),
        new("adx_14", v => v < 20, 0, 0.3, "there is no trend to speak of"),
        new("volume_ratio", v => v >= 1.5, 0, 0.4, "trading is much busier than usual and the move is well attended"),
        new("mfi_14", v => v >= 80, -1, 0.5, "money flow is overextended"),
        new("mfi_14", v => v <= 20, +1, 0.5, "money flow is washed out"),
        new("roc_12", v => v >= 5, +1, 0.5, "the last 12 sessions gained strongly"),
        new("roc_12", v => v <= -5, -1, 0.5, "the last 12 sessions lost heavily"),
    ];

    public string Title => "Technical indicators";

    public string Heading => "Technical picture";

    public IEnumerable<Fact> Read(IReadOnlyList<ReadOnlyMemory<char>> lines)
    {
        foreach (ReadOnlyMemory<char> line in lines)
        {
            int close = line.Span.IndexOf("> now ");
            int bar = line.Span.IndexOf(" |");
            if (close < 2 || bar < close || line.Span[0] != '<') continue;
            if (FactText.Number(FactText.After(line.Span[..bar], "> now ")) is not { } value) continue;
            foreach (Rule rule in s_rules)
            {
                if (line.Span[1..close].SequenceEqual(rule.Name) && rule.Holds(value))
                    yield return new Fact(line[..bar], rule.Claim, rule.Stance, rule.Weight);
            }
        }
    }

    private sealed record Rule(string Name, Func<double, bool> Holds, int Stance, double Weight, string Claim);
}
