using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Columnar;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Engine.Tests.Datasets;

public sealed class RowIndexTests : NoLeaks
{
    private static readonly Schema s_schema =
        new(new Field("at", ArrowType.Timestamp), new Field("v", ArrowType.Int64));

    private static readonly Arbitrary<long[]> s_times =
        Gen.Choose(0, 9).Select(i => (long)i).ArrayOf().Select(a => a.Order().ToArray()).ToArbitrary();

    private static readonly Arbitrary<(long After, long Until)> s_spans =
        (from after in Gen.OneOf(Gen.Choose(-1, 10).Select(i => (long)i), Gen.Constant(long.MinValue))
         from until in Gen.OneOf(Gen.Choose(-1, 10).Select(i => (long)i), Gen.Constant(long.MaxValue))
         select (after, until)).ToArbitrary();

    [Fact]
    public void A_range_holds_the_rows_known_after_and_by() => Prop.ForAll(s_times, s_spans, (times, span) =>
    {
        (int start, int count) = RowIndex.Between(times, span.After, span.Until).GetOffsetAndLength(times.Length);
        Assert.Equal(times.Where(t => t > span.After && t <= span.Until), times.Skip(start).Take(count));
    }).Holds(2000);

    [Fact]
    public void The_hash_of_a_range_is_that_of_its_rows_alone() => Prop.ForAll(s_times, s_spans, (times, span) =>
    {
        using RecordBatch rows = Rows(times, seed: 0);
        var index = RowIndex.Of(rows, "at");
        Range range = index.Between(span.After, span.Until);
        (int start, int count) = range.GetOffsetAndLength(times.Length);
        using RecordBatch alone = rows.Slice(start, count);
        Assert.Equal(RowIndex.Of(alone, "at").HashOf(..), index.HashOf(range));
    }).Holds();

    [Fact]
    public void A_row_changes_the_hash_of_the_ranges_that_hold_it_and_no_other()
    {
        using RecordBatch before = Rows([1, 2, 2, 3, 5], seed: 0), after = Rows([1, 2, 2, 3, 5], seed: 0, changed: 3);
        RowIndex a = RowIndex.Of(before, "at"), b = RowIndex.Of(after, "at");
        for (int start = 0; start <= 5; start++)
        {
            for (int end = start; end <= 5; end++)
                Assert.Equal(start > 3 || end <= 3, a.HashOf(start..end) == b.HashOf(start..end));
        }
    }

    [Fact]
    public void It_survives_its_bytes() => Prop.ForAll(s_times, times =>
    {
        using RecordBatch rows = Rows(times, seed: 1);
        var index = RowIndex.Of(rows, "at");
        var back = RowIndex.Decode(index.Encode());
        Assert.Equal((index.Rows, index.HashOf(..)), (back.Rows, back.HashOf(..)));
        Assert.Equal(index.Between(2, 6), back.Between(2, 6));
        Assert.Equal(index.Encode(), back.Encode());
    }).Holds();

    [Fact]
    public void Rows_out_of_order_are_a_bug_of_the_step_that_wrote_them()
    {
        using RecordBatch rows = Rows([1, 3, 2], seed: 0);
        Assert.Contains("Row 2", Assert.Throws<BugException>(() => RowIndex.Of(rows, "at")).Message);
    }

    private static RecordBatch Rows(long[] times, long seed, int changed = -1)
    {
        using var rows = new BatchBuilder(s_schema);
        for (int i = 0; i < times.Length; i++)
        {
            rows[0].Append(times[i]);
            rows[1].Append(seed + (i == changed ? 100 : i));
        }

        return rows.Build();
    }
}
