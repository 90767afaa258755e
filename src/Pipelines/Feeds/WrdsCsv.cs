using System.Globalization;
using CsvHelper;

namespace Tauric.Pipelines.Feeds;

/// <summary>A CSV export of WRDS: commas, columns by name in any case and order, missing values empty.</summary>
internal sealed class WrdsCsv : IDisposable
{
    /// <summary>A turn may be a whole prepared statement.</summary>
    private const int RecordBytesMax = 32 << 20;

    private static readonly CsvReaderOptions s_options = new()
    {
        Separator = ',',
        MaxRecordSize = RecordBytesMax,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        NormalizeHeaderName = name => name.ToLowerInvariant(),
    };

    private readonly CsvReader _csv;

    /// <exception cref="RefusedException">A required column is missing.</exception>
    public WrdsCsv(ReadOnlyMemory<byte> bytes, params ReadOnlySpan<string> required)
    {
        _csv = CsvReader.Create(bytes, s_options);
        List<string> missing = [];
        foreach (string name in required)
            if (!_csv.TryGetFieldIndex(name, out _)) missing.Add(name);
        if (missing.Count == 0) return;
        _csv.Dispose();
        throw new RefusedException("missing-column", string.Join(", ", missing));
    }

    public bool Read() => _csv.Read();

    /// <summary>Null when the column is absent, the row too short or the field blank.</summary>
    public string? Text(string column) =>
        _csv.TryGetFieldIndex(column, out int at) && at < _csv.FieldCount
        && _csv.GetString(at) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    public long Whole(string column) => MaybeWhole(column) ?? throw new RefusedException("no-number", column);

    /// <summary>Exports of other tools write whole numbers as <c>12.0</c>.</summary>
    public long? MaybeWhole(string column)
    {
        if (Text(column) is not { } text) return null;
        string digits = text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;
        return long.TryParse(digits, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new RefusedException("not-whole", $"{column}: {Start(text)}");
    }

    public DateOnly Date(string column) => FeedTime.Date(Text(column), column);

    /// <summary>Null for an interval that is open.</summary>
    public DateOnly? MaybeDate(string column) => Text(column) is null or "E" or "." ? null : Date(column);

    /// <summary>Midnight when it is not there.</summary>
    public TimeSpan TimeOfDay(string column)
    {
        if (Text(column) is not { } text) return TimeSpan.Zero;
        return TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out TimeOnly time)
            ? time.ToTimeSpan()
            : throw new RefusedException("malformed-time", $"{column}: {Start(text)}");
    }

    public void Dispose() => _csv.Dispose();

    private static string Start(string text) => text[..Math.Min(text.Length, 40)];
}
