namespace Tauric.Pipelines.Feeds;

/// <summary>
/// Rows of recorded answers of IQFeed's history port (9100), protocols 5 to 6.2. Requests were made with the symbol as
/// request id, so a row reads <c>symbol,[LH,]time,high,low,open,close,…</c> and one payload holds many symbols.
/// </summary>
/// <remarks>
/// Between rows stand <c>!ENDMSG!</c> and system messages, which say nothing, and <c>symbol,E,text</c>: an answer
/// without rows is <c>symbol,E,!NO_DATA!</c>.
/// </remarks>
internal ref struct IqFeedRows(ReadOnlySpan<byte> payload, int fieldCount)
{
    private WireLines _lines = new(payload);

    /// <summary>Why this row is none, or null.</summary>
    public string? Problem { get; private set; }

    public readonly int Number => _lines.Number;

    public readonly ReadOnlySpan<byte> Line => _lines.Line;

    public ReadOnlySpan<byte> Symbol { get; private set; }

    public ReadOnlySpan<byte> Time { get; private set; }

    public double High { get; private set; }

    public double Low { get; private set; }

    public double Open { get; private set; }

    public double Close { get; private set; }

    /// <summary>The two numbers after the prices.</summary>
    public (double First, double Second) After { get; private set; }

    /// <summary>Moves to the next row or refusal.</summary>
    public bool Next()
    {
        while (_lines.Next())
        {
            if (_lines.Line.IsEmpty) continue;
            var fields = new WireFields(_lines.Line);
            Symbol = fields.Next();
            Time = fields.Next();
            if (Time.SequenceEqual("LH"u8)) Time = fields.Next();
            if (WireValue.IsDated(Time))
            {
                Problem = Values(ref fields);
                return true;
            }

            if (Message() is not { } problem) continue;
            Problem = problem;
            return true;
        }

        return false;
    }

    private string? Values(ref WireFields fields)
    {
        Span<double> values = stackalloc double[6];
        for (int i = 0; i < values.Length; i++)
        {
            if (!fields.Any) return "missing-column";
            if (!WireValue.TryNumber(fields.Next(), out values[i])) return "not-a-number";
        }

        (High, Low, Open, Close) = (values[0], values[1], values[2], values[3]);
        After = (values[4], values[5]);
        for (int i = values.Length + 1; i < fieldCount; i++)
        {
            if (!fields.Any) return "missing-column";
            fields.Next();
        }

        // Some protocols end a row with a comma.
        return !fields.Any || (fields.Next().IsEmpty && !fields.Any) ? null : "unknown-column";
    }

    /// <summary>A line that is no row: what is wrong, or null when it only accompanies rows.</summary>
    private readonly string? Message()
    {
        ReadOnlySpan<byte> line = _lines.Line;
        if (line.IndexOf("!ENDMSG!"u8) >= 0) return null;
        if (line.IndexOf("!NO_DATA!"u8) >= 0) return "no-data";
        if (Time.SequenceEqual("E"u8) || Symbol.SequenceEqual("E"u8)) return "provider-error";
        return Symbol.SequenceEqual("S"u8) ? null : "malformed-row";
    }
}
