namespace Tauric.Pipelines.Feeds;

/// <summary>What was traded in a span of time. Prices in the quote currency, volume in shares.</summary>
public readonly record struct TradedBar(double Open, double High, double Low, double Close, double Volume)
{
    /// <summary>The rule it breaks, as a slug; null when it may be a bar.</summary>
    public string? Problem
    {
        get
        {
            // Each comparison is false of NaN, so that it cannot pass for a price.
            bool inRange = Low <= Open && Low <= Close && Open <= High && Close <= High;
            if (inRange && Low > 0 && High < double.PositiveInfinity && Volume >= 0 && double.IsFinite(Volume))
                return null;
            if (!double.IsFinite(Open + High + Low + Close + Volume)) return "not-finite";
            if (Math.Min(Math.Min(Open, High), Math.Min(Low, Close)) <= 0) return "price-not-positive";
            if (High < Low) return "high-below-low";
            return inRange ? "negative-volume" : "outside-range";
        }
    }
}

/// <summary>Takes the bars of a payload one by one; what it cannot take it refuses itself.</summary>
public interface IBarSink
{
    /// <param name="symbol">As the provider writes it.</param>
    /// <param name="day">Eastern date.</param>
    /// <param name="minute">Minutes from Eastern midnight to the start of the bar; 0 for a daily bar.</param>
    /// <param name="line">Where it stands: a line from 1, or an element from 0.</param>
    /// <param name="seen">What stands there.</param>
    void Add(ReadOnlySpan<byte> symbol, DateOnly day, int minute, in TradedBar bar, int line, ReadOnlySpan<byte> seen);

    void Refuse(string reason, int line, ReadOnlySpan<byte> seen);
}

/// <summary>
/// A wire format of bars: bytes to columns without an object a row, for a session holds some 195,000. Stateless.
/// </summary>
public abstract class BarFeed
{
    /// <summary>Adds the bars of a payload; a row that cannot be read is refused alone.</summary>
    /// <exception cref="RefusedException">The payload as a whole is not of this format.</exception>
    /// <exception cref="System.Text.Json.JsonException">Nor even of its syntax.</exception>
    public abstract void Read(PayloadKey key, ReadOnlyMemory<byte> payload, IBarSink bars);
}

/// <summary>Bars of a minute. A payload holds a session: the one it is dated by.</summary>
public abstract class MinuteFeed : BarFeed;

/// <summary>Bars of a day. A payload holds what there is of its month up to its date.</summary>
public abstract class DailyFeed : BarFeed;
