using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Tests.Decisions.Outcomes;

namespace Tauric.Pipelines.Tests.Decisions.Training;

public sealed class TrainingVersionTests
{
    [Fact]
    public void Versions_differ_by_the_partitions_that_came_went_and_changed()
    {
        TrainingVersion before = Labels(Record("labels", "a", 1), Record("labels", "b", 2), Record("x", "a", 9));
        TrainingVersion after = Labels(Record("labels", "c", 3), Record("labels", "b", 4), Record("x", "a", 8));
        VersionDiff diff = before.DiffTo(after);
        Assert.Equal(["+labels/c", "-labels/a", "~labels/b"], Lines(diff));
        Assert.NotEqual(before.Id, after.Id);
        Assert.True(before.DiffTo(before).IsEmpty);
    }

    [Fact]
    public void The_order_of_records_and_other_datasets_do_not_show()
    {
        TrainingVersion one = Labels(Record("labels", "a", 1), Record("labels", "b", 2));
        TrainingVersion two = Labels(Record("y", "z", 1), Record("labels", "b", 2), Record("labels", "a", 1));
        Assert.Equal(one.Id, two.Id);
    }

    [Fact]
    public void Rows_differ_by_decision()
    {
        using RecordBatch before = Facts(("a", 1.0), ("b", 2.0), ("c", 3.0));
        using RecordBatch after = Facts(("c", 3.0), ("b", 9.0), ("d", 4.0));
        VersionDiff diff = VersionDiff.OfRows(before, after);
        Assert.Equal(["+d", "-a", "~b"], Lines(diff));
    }

    private static TrainingVersion Labels(params PartitionRecord[] records) =>
        TrainingVersion.Of(records, new HashSet<string> { "labels" });

    private static IEnumerable<string> Lines(VersionDiff diff) => diff.Added.Select(name => "+" + name)
        .Concat(diff.Removed.Select(name => "-" + name)).Concat(diff.Changed.Select(name => "~" + name));

    private static RecordBatch Facts(params (string Id, double Fees)[] rows) => OutcomeRows.Batch(OutcomeDatasets.Facts,
        rows.Select(row => OutcomeRows.FactRow(row.Id, "AAPL", OutcomeRows.Worked with { Fees = row.Fees })));

    private static PartitionRecord Record(string dataset, string key, byte content) => new()
    {
        Dataset = dataset,
        Key = key,
        Fingerprint = default,
        Content = Hash256.Of([content]),
        Producer = "",
        RunId = "",
        Rows = 0,
        Objects = [],
    };
}
