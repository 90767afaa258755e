using System.Globalization;
using System.Text;

namespace Tauric.Host.Sample.Decisions;

/// <summary>The payloads of a session while they are written.</summary>
internal sealed class DecisionFiles
{
    public StringBuilder Trades { get; } = new("symbol,event_time,price,size\n");

    public StringBuilder Quotes { get; } = new("symbol,event_time,bid,ask,bid_size,ask_size\n");

    public StringBuilder Depth { get; } = new("symbol,event_time,venue,level,bid,bid_size,ask,ask_size\n");

    public StringBuilder Fills { get; } = new("decision_id,symbol,event_time,price,quantity,fee,venue\n");

    public StringBuilder Sentiment { get; } = new("symbol,event_time,source,score,weight\n");

    public StringBuilder Decisions { get; } = new();

    public IEnumerable<(string Source, string Entity, string Extension, string Text)> All =>
    [
        ("trades", "tape", "csv", Trades.ToString()), ("quotes", "tape", "csv", Quotes.ToString()),
        ("depth", "books", "csv", Depth.ToString()), ("fills", "broker", "csv", Fills.ToString()),
        ("sentiment", "newsroom", "csv", Sentiment.ToString()), ("decisions", "desk", "jsonl", Decisions.ToString()),
    ];

    /// <summary>Appends a line whose values do not depend on the machine's culture.</summary>
    public static void Line(StringBuilder file, FormattableString line) =>
        file.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>One row of each kind that must be refused: crossed, no number, another day, no side.</summary>
    public void PlantFaults(DateOnly day)
    {
        string time = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T15:00:00Z";
        Line(Quotes, $"AAPL,{time},171.00,170.00,100,100");
        Line(Trades, $"AAPL,{time},n/a,100");
        Line(Trades, $"AAPL,2020-01-02T15:00:00Z,170.00,100");
        Decisions.Append("{\"decision_id\":\"FAULTY\",\"side\":\"HOLD\"}\n");
    }
}
