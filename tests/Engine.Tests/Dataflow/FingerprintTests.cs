using Tauric.Engine.Columnar;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Columnar;

namespace Tauric.Engine.Tests.Dataflow;

public sealed class FingerprintTests : NoLeaks
{
    private static readonly Dataset s_news = PlainStep.Dataset("news") with { KnownAt = "at" };
    private static readonly Dataset s_output = PlainStep.Dataset("output");
    private static readonly Read s_read = new(s_news, "AAPL", After: 1, Until: 3);

    [Fact]
    public void Whatever_decides_the_rows_moves_it()
    {
        Hash256[] all =
        [
            Of([]), Of([], version: 2), Of([], parameter: "2"), Of([], key: "other"), Of([], outside: "v2"),
            Of([s_read]), Of([s_read, s_read]), Of([s_read with { Until = 2 }]), Of([s_read with { After = 0 }]),
            Of([s_read with { Key = "MSFT" }]), Of([new Read(s_news, "AAPL")]), Of([s_read], news: [1, 2, 4]),
            Of([new Read(PlainStep.Dataset("prices"), "AAPL")]), Of([new Read(s_news, "AAPL")], news: [1, 2, 4]),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(Of([s_read]), Of([s_read]));
    }

    [Fact]
    public void Rows_outside_the_range_read_do_not_move_it()
    {
        Assert.Equal(Of([s_read], news: [1, 2, 3]), Of([s_read], news: [0, 2, 3]));
        Assert.Equal(Of([s_read], news: [1, 2, 3]), Of([s_read], news: [2, 3, 4, 5]));
        Assert.NotEqual(Of([s_read], news: [1, 2, 3]), Of([s_read], news: [1, 2, 2]));
    }

    [Fact]
    public void A_missing_partition_differs_from_an_empty_one() =>
        Assert.NotEqual(Of([s_read], news: []), Of([s_read], news: null));

    [Fact]
    public void A_range_of_a_partition_without_an_index_is_a_bug() => Assert.Throws<BugException>(() =>
        Fingerprint.Inputs(new Node(null, new Partition("k", [s_read]), [Given(PlainStep.Record("news", "AAPL"))])));

    [Fact]
    public void The_producer_reads_as_step_version_and_parameters()
    {
        var step = new PlainStep(s_output) { Raised = 3, Given = [new("window", "14"), new("seed", "7")] };
        Assert.Equal("plain v3 output [window=14 seed=7]", Fingerprint.Producer(step));
    }

    [Fact]
    public void A_long_parameter_is_told_by_its_beginning_and_moves_the_fingerprint_by_any_character()
    {
        string value = new('x', 99), whole = value + "😀" + new string('y', 100_000);
        var step = new PlainStep(s_output) { Given = [new("rules", whole)] };
        string producer = Fingerprint.Producer(step);
        Assert.StartsWith($"plain v1 output [rules={value}… sha256:", producer, StringComparison.Ordinal);
        Assert.InRange(producer.Length, 150, 250);
        Assert.NotEqual(Of([s_read], parameter: whole), Of([s_read], parameter: whole[..^1] + "z"));
    }

    private static Hash256 Of(
        Read[] reads, int version = 1, string parameter = "1", string key = "k", string outside = "") =>
        Of(reads, [1, 2, 3], version, parameter, key, outside);

    private static Hash256 Of(
        Read[] reads, long[]? news, int version = 1, string parameter = "1", string key = "k", string outside = "")
    {
        var step = new PlainStep(s_output) { Raised = version, Given = [new("p", parameter)] };
        var partition = new Partition(key, reads, default, outside);
        Node? input = news is null ? null
            : Given(PlainStep.Record("news", "AAPL", string.Join(' ', news), IndexOf(news)));
        var node = new Node(step, partition, [.. reads.Select(_ => input)]);
        return Fingerprint.Of(Fingerprint.Producer(step), partition, Fingerprint.Inputs(node));
    }

    private static Node Given(PartitionRecord record) =>
        new(null, new Partition(record.Key, []), []) { Record = record };

    private static RowIndex IndexOf(long[] times)
    {
        using var rows = new BatchBuilder(new Schema(new Field("at", ArrowType.Timestamp)));
        foreach (long time in times) rows[0].Append(time);
        using RecordBatch batch = rows.Build();
        return RowIndex.Of(batch, "at");
    }
}
