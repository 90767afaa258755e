using Tauric.Engine.Columnar;
using Tauric.Pipelines.Stories;

namespace Tauric.Pipelines.Tests.Stories;

public sealed class TimeJoinTests
{
    [Fact]
    public void Rows_lie_beside_those_of_their_time_and_beside_null_without()
    {
        using RecordBatch left = Rows("a", 1, 2, 2, 5), right = Rows("b", 0, 2, 3, 5, 9);
        using RecordBatch joined = TimeJoin.Beside(left, right);
        Assert.Equal(["event_time", "a", "b"], joined.Schema.Fields.Select(f => f.Name));
        Assert.Equal([1, 2, 2, 5], joined["event_time"].Values<long>());
        Assert.Equal([null, 20, 20, 50], Values(joined["b"]));
    }

    [Fact]
    public void Every_time_of_any_frame_is_a_row()
    {
        using RecordBatch a = Rows("x", 1, 3), b = Rows("x", 2, 3, 3), none = Rows("x");
        var frames = new SortedDictionary<string, RecordBatch>(StringComparer.Ordinal)
        {
            ["B"] = b,
            ["A"] = a,
            ["C"] = none,
        };
        using RecordBatch crossed = TimeJoin.Cross("x", frames);
        Assert.Equal(["event_time", "A", "B", "C"], crossed.Schema.Fields.Select(f => f.Name));
        Assert.Equal([1, 2, 3], crossed["event_time"].Values<long>());
        Assert.Equal([10, null, 30], Values(crossed["A"]));
        Assert.Equal([null, 20, 30], Values(crossed["B"]));
        Assert.Equal(3, crossed["C"].NullCount);
    }

    /// <summary>Times, and ten times each.</summary>
    private static RecordBatch Rows(string column, params long[] times)
    {
        using var builder = new BatchBuilder(new Schema(
            new Field("event_time", ArrowType.Timestamp, Nullable: false), new Field(column, ArrowType.Int64)));
        foreach (long time in times)
        {
            builder[0].Append(time);
            builder[1].Append(time * 10);
        }

        return builder.Build();
    }

    private static long?[] Values(Column column) =>
        [.. Enumerable.Range(0, column.Length)
            .Select(row => column.IsNull(row) ? null : (long?)column.Values<long>()[row])];
}
