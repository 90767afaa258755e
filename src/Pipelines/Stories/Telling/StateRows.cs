using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>Rows of <see cref="StoryDatasets.Output"/>: levels, degrees and the pattern of each.</summary>
/// <param name="states">Name of the dataset, with its frequency.</param>
internal sealed class StateRows(RecordBatch rows, string states)
{
    public const int Price = 0;
    public const int Volume = 1;
    public const int Momentum = 2;
    public const int Volatility = 3;
    public const int Trend = 4;

    private readonly Column[] _levels = [.. StoryDatasets.OutputVariables.Select(v => rows[v])];
    private readonly Column[] _degrees = [.. StoryDatasets.OutputVariables.Select(v => rows[v + Cells.Degree])];
    private readonly Column _times = rows["event_time"];
    private readonly Column _known = rows["known_at"];
    private readonly Column _pattern = rows["pattern"];
    private readonly Column _score = rows["pattern_score"];

    public string States => states;

    public Column Symbols { get; } = rows["symbol"];

    public int Count => rows.Length;

    public static string NameOf(int variable) => StoryDatasets.OutputVariables[variable];

    public long Time(int row) => _times.Values<long>()[row];

    public long KnownAt(int row) => _known.Values<long>()[row];

    /// <summary>−1 while it warms up.</summary>
    public int Level(int variable, int row) => _levels[variable].Values<sbyte>()[row];

    /// <summary>0 while it warms up.</summary>
    public float Degree(int variable, int row) => Defined(_degrees[variable], row);

    /// <summary>Empty where none is seen.</summary>
    public ReadOnlySpan<byte> Pattern(int row) => _pattern.Bytes(row);

    /// <summary>Where the names of patterns start and end: a row without one has none between.</summary>
    public ReadOnlySpan<int> PatternOffsets => _pattern.Offsets;

    /// <summary>0 where there is none.</summary>
    public float PatternScore(int row) => Defined(_score, row);

    /// <summary>The last of some rows of a symbol that is known by an instant, or −1.</summary>
    public int LastKnown(Range some, long until)
    {
        (int start, int count) = some.GetOffsetAndLength(Count);
        int found = Engine.Datasets.RowIndex.Between(_known.Values<long>().Slice(start, count), long.MinValue, until)
            .End.Value;
        return found == 0 ? -1 : start + found - 1;
    }

    private static float Defined(Column column, int row)
    {
        if (column.IsNull(row)) return 0;
        float value = column.Values<float>()[row];
        return float.IsNaN(value) ? 0 : value;
    }
}
