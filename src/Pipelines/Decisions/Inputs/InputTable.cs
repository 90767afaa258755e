using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Decisions.Inputs;

/// <summary>
/// A kind of CSV payload and the dataset its rows become. The header names the dataset's columns; times are ISO 8601
/// in UTC or microseconds since 1970; <c>known_at</c> may be missing or empty, then a row was known when it happened.
/// </summary>
/// <param name="Source">Folder of its payloads: <c>source/entity/date.csv</c>, where the entity is whoever wrote the
/// file; rows name their own symbols.</param>
/// <param name="Output">Columns symbol, event_time, known_at, names, levels and numbers.</param>
/// <param name="Accepts">What a number column may hold, by name; any finite number where it says nothing.</param>
/// <param name="Problem">What is wrong with the numbers of a row together, by place in the schema, or null.</param>
public sealed record InputTable(
    string Source, Dataset Output, IReadOnlyDictionary<string, Predicate<double>> Accepts,
    RowRule? Problem = null)
{
    private static readonly Predicate<double> s_positive = x => x > 0;
    private static readonly Predicate<double> s_notNegative = x => x >= 0;

    private static readonly Dictionary<string, Predicate<double>> s_book = new(StringComparer.Ordinal)
    {
        ["bid"] = s_positive,
        ["ask"] = s_positive,
        ["bid_size"] = s_notNegative,
        ["ask_size"] = s_notNegative,
    };

    /// <summary><c>trades/{feed}/{date}.csv</c>: <c>symbol,event_time,price,size</c>.</summary>
    public static readonly InputTable Trades = new("trades", DecisionInputs.Trades, Of(
        ("price", s_positive), ("size", s_positive)));

    /// <summary><c>quotes/{feed}/{date}.csv</c>: <c>symbol,event_time,bid,ask,bid_size,ask_size</c>.</summary>
    public static readonly InputTable Quotes = new("quotes", DecisionInputs.Quotes, s_book,
        row => row[3] > row[4] ? "crossed-quote" : row[5] + row[6] == 0 ? "empty-quote" : null);

    /// <summary>
    /// <c>depth/{feed}/{date}.csv</c>: <c>symbol,event_time,venue,level,bid,bid_size,ask,ask_size</c>, level 0 the
    /// best.
    /// </summary>
    public static readonly InputTable Depth = new("depth", DecisionInputs.Depth, s_book,
        row => row[5] > row[7] ? "crossed-quote" : null);

    /// <summary>
    /// <c>fills/{broker}/{date}.csv</c>: <c>decision_id,symbol,event_time,price,quantity,fee,venue</c>; a fee below 0
    /// is a rebate.
    /// </summary>
    public static readonly InputTable Fills = new("fills", DecisionInputs.Fills, Of(
        ("price", s_positive), ("quantity", s_positive)));

    /// <summary>
    /// <c>sentiment/{model}/{date}.csv</c>: <c>symbol,event_time,source,score,weight</c>, scores from −1 to 1.
    /// </summary>
    public static readonly InputTable Sentiment = new("sentiment", DecisionInputs.Sentiment, Of(
        ("score", x => x is >= -1 and <= 1), ("weight", s_positive)));

    /// <summary>Reads a payload into the columns of the dataset; what cannot be read is refused row by row.</summary>
    /// <exception cref="RefusedException">The payload has not the columns.</exception>
    internal void Read(Payload payload, BatchBuilder rows, Action<string, int, string> refuse)
    {
        Schema schema = Output.Schema;
        var csv = new CsvRows(
            payload.Bytes.Span, [.. schema.Fields.Select(f => f.Name == "known_at" ? "(known_at)" : f.Name)]);
        Span<double> numbers = stackalloc double[schema.Count];
        Span<long> times = stackalloc long[schema.Count];
        while (csv.Read())
        {
            if (Check(csv, payload.Key.Date, numbers, times) is { } problem)
                refuse(problem, csv.Line, Start(csv.Row));
            else Append(csv, rows, numbers, times);
        }
    }

    private static string Start(ReadOnlySpan<byte> row) =>
        System.Text.Encoding.UTF8.GetString(row[..Math.Min(row.Length, 200)]);

    private static Dictionary<string, Predicate<double>> Of(
        params (string Column, Predicate<double> Accepts)[] rules) =>
        rules.ToDictionary(rule => rule.Column, rule => rule.Accepts, StringComparer.Ordinal);

    private string? Check(in CsvRows csv, DateOnly date, Span<double> numbers, Span<long> times)
    {
        if (!csv.IsWhole) return "malformed-row";
        Schema schema = Output.Schema;
        int eventTime = schema.Require("event_time"), knownAt = schema.Require("known_at");
        for (int c = 0; c < schema.Count; c++)
        {
            if (c == knownAt && csv[c].IsEmpty) times[c] = times[eventTime];
            else if (CheckField(schema[c], csv[c], ref numbers[c], ref times[c]) is { } problem) return problem;
        }

        if (times[knownAt] < times[eventTime]) return "known-before-event";
        return Day.Of(times[knownAt]) != date ? "other-day" : Problem?.Invoke(numbers);
    }

    private string? CheckField(Field field, ReadOnlySpan<byte> text, ref double number, ref long time)
    {
        if (field.Type.Equals(ArrowType.Timestamp)) return InputFields.IsTime(text, out time) ? null : "malformed-time";
        if (field.Type.Equals(ArrowType.Utf8))
        {
            bool isId = field.Name == "decision_id";
            return (isId ? InputFields.IsId(text) : InputFields.IsName(text)) ? null : "bad-" + field.Name;
        }

        if (!InputFields.IsNumber(text, out number)) return "not-a-number";
        if (field.Type.Equals(ArrowType.Int8)) return number is >= 0 and <= 127 && number % 1 == 0 ? null : "bad-level";
        return !Accepts.TryGetValue(field.Name, out Predicate<double>? accepts) || accepts(number)
            ? null
            : "out-of-range-" + field.Name;
    }

    private void Append(in CsvRows csv, BatchBuilder rows, Span<double> numbers, Span<long> times)
    {
        Schema schema = Output.Schema;
        for (int c = 0; c < schema.Count; c++)
        {
            ArrowType type = schema[c].Type;
            if (type.Equals(ArrowType.Timestamp)) rows[c].Append(times[c]);
            else if (type.Equals(ArrowType.Utf8)) rows[c].AppendBytes(csv[c]);
            else if (type.Equals(ArrowType.Int8)) rows[c].Append((sbyte)numbers[c]);
            else rows[c].Append(numbers[c]);
        }
    }
}

/// <summary>What is wrong with the numbers of a row together: a stable slug, or null.</summary>
/// <param name="row">By place in the schema; what is no number is 0.</param>
public delegate string? RowRule(ReadOnlySpan<double> row);
