using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Columnar;
using Tauric.Engine.Operators;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Engine.Tests.Operators;

public sealed class AsOfJoinTests
{
    private static readonly AsOfKeys s_keys = new("symbol", "time");

    private static readonly Schema s_schema = new(
        new Field("symbol", ArrowType.Utf8, Nullable: false), new Field("time", ArrowType.Timestamp, Nullable: false),
        new Field("row", ArrowType.Int32, Nullable: false));

    [Fact]
    public void A_row_gets_the_last_of_its_group_at_or_before_it()
    {
        int?[] found = Join([("A", 5), ("A", 10), ("B", 1), ("C", 9)], [("A", 5), ("A", 5), ("A", 11), ("C", 3)]);
        Assert.Equal([1, 1, null, 3], found);
    }

    [Fact]
    public void What_is_older_than_the_tolerance_does_not_count()
    {
        Assert.Equal([0, 0, null], Join([("A", 5), ("A", 8), ("A", 9)], [("A", 5)], tolerance: 3));
        Assert.Equal([0, null], Join([("A", 5), ("A", 6)], [("A", 5)], tolerance: 0));
    }

    [Fact]
    public void It_is_what_a_search_through_everything_finds_however_batches_are_cut()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = CounterRandom.For(seed, "as-of");
            (string, long)[] left = Rows(ref random, 40), right = Rows(ref random, 60);
            long tolerance = random.NextInt(2) == 0 ? long.MaxValue : random.NextInt(6);
            int?[] expected = [.. left.Select(l => Latest(right, l, tolerance))];
            return expected.SequenceEqual(Join(left, right, tolerance, 1 + random.NextInt(7), 1 + random.NextInt(7)));
        }).Holds();
    }

    [Fact]
    public void Rows_that_come_later_change_nothing()
    {
        (string, long)[] left = [("A", 5), ("A", 9), ("B", 4)], right = [("A", 2), ("A", 8), ("B", 1)];
        (string, long)[] more = [("A", 2), ("A", 8), ("A", 10), ("B", 1), ("B", 5), ("C", 0)];
        Assert.Equal(Times(Join(left, right), right), Times(Join(left, more), more));
    }

    [Theory]
    [InlineData("B", 1L, "A", 1L)]
    [InlineData("A", 2L, "A", 1L)]
    public void Rows_out_of_order_are_a_bug(string group, long time, string next, long nextTime)
    {
        Assert.Throws<BugException>(() => Join([(group, time), (next, nextTime)], [("A", 1)]));
        Assert.Throws<BugException>(() => Join([("A", 3), ("C", 9)], [(group, time), (next, nextTime)]));
    }

    [Fact]
    public void The_result_has_the_columns_of_the_left_and_those_asked_of_the_right()
    {
        var join = new AsOfJoin(s_keys, s_keys, [("row", "found")]);
        using RecordBatch batch = join.Run(Batches([("A", 1)], 1), Batches([("A", 0)], 1), s_schema).First();
        Assert.Equal(["symbol", "time", "row", "found"], batch.Schema.Fields.Select(f => f.Name));
        Assert.True(batch.Schema[3].Nullable);
    }

    private static long?[] Times(int?[] found, (string, long Time)[] rows) =>
        [.. found.Select(row => row is { } r ? rows[r].Time : (long?)null)];

    private static int? Latest((string Symbol, long Time)[] right, (string Symbol, long Time) left, long tolerance)
    {
        int? latest = null;
        for (int row = 0; row < right.Length; row++)
        {
            if (right[row].Symbol == left.Symbol && right[row].Time <= left.Time) latest = row;
        }

        return latest is { } r && left.Time - right[r].Time <= tolerance ? latest : null;
    }

    private static (string, long)[] Rows(ref CounterRandom random, int most)
    {
        var rows = new (string Symbol, long Time)[random.NextInt(most)];
        for (int i = 0; i < rows.Length; i++) rows[i] = ($"S{random.NextInt(4)}", random.NextInt(12));
        return [.. rows.OrderBy(r => r.Symbol, StringComparer.Ordinal).ThenBy(r => r.Time)];
    }

    private static int?[] Join(
        (string, long)[] left, (string, long)[] right, long tolerance = long.MaxValue, int leftCut = 1,
        int rightCut = 2)
    {
        var join = new AsOfJoin(s_keys, s_keys, [("row", "found")], tolerance);
        var found = new List<int?>();
        foreach (RecordBatch batch in join.Run(Batches(left, leftCut), Batches(right, rightCut), s_schema))
        {
            for (int row = 0; row < batch.Length; row++)
                found.Add(batch["found"].IsNull(row) ? null : batch["found"].Values<int>()[row]);
            batch.Dispose();
        }

        return [.. found];
    }

    private static IEnumerable<RecordBatch> Batches((string Symbol, long Time)[] rows, int cut)
    {
        for (int start = 0; start < rows.Length; start += cut)
        {
            using var builder = new BatchBuilder(s_schema);
            for (int row = start; row < Math.Min(start + cut, rows.Length); row++)
            {
                builder[0].AppendText(rows[row].Symbol);
                builder[1].Append(rows[row].Time);
                builder[2].Append(row);
            }

            yield return builder.Build();
        }
    }
}
