using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Corpus;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class SampleLineageTests
{
    private const string Sample =
        """{"sources_meta":"{\"insider\":{\"left_out\":2,\"items\":[\"src/AAPL/d.json#7\",\"technicals\"]}}"}""";

    [Fact]
    public void A_sample_leads_to_the_payloads_of_what_it_shows()
    {
        LineageNode node = Explain("AAPL_2024-03-04_07");
        LineageNode shown = Assert.Single(Assert.Single(node.Children).Children);
        Assert.Equal(("insider", "2 items shown, 2 left out by the token budget"), (shown.Title, shown.Detail));
        Assert.StartsWith("from src/AAPL/d.json#7, sha256 ", shown.Children[0].Detail, StringComparison.Ordinal);
        Assert.Equal("", shown.Children[1].Detail);
    }

    [Theory]
    [InlineData("AAPL_2024-03-04_08")]
    [InlineData("AAPL_2024-03-05_07")]
    [InlineData("nonsense")]
    [InlineData("")]
    public void An_unknown_id_says_what_ids_look_like_or_how_many_there_are(string id) =>
        Assert.Contains($"There is no sample '{id}'", Assert.Throws<UsageException>(() => Explain(id)).Message,
            StringComparison.Ordinal);

    private static LineageNode Explain(string id) =>
        SampleLineage.Explain(id, new Records(), new OneSample(), new Dictionary<string,
            IFormat>
        { ["jsonl"] = null! });

    private static PartitionRecord Record(string dataset, string key, string path) => new()
    {
        Dataset = dataset,
        Key = key,
        Fingerprint = default,
        Content = default,
        Producer = "step v1",
        RunId = "1",
        Rows = 1,
        Objects = [new ObjectRecord(path, 1, default)],
    };

    private sealed class Records : ICatalog
    {
        public IReadOnlyList<PartitionRecord> Load() =>
        [
            SampleLineageTests.Record("assembled", "AAPL/2024-03-04", "assembled/AAPL/2024-03-04/variation_7.json"),
            SampleLineageTests.Record("raw_payload", "src/AAPL/d.json", "raw/src/AAPL/d.json"),
        ];

        public IReadOnlyList<InputRecord> Inputs(string dataset, string key) => [];

        public void Publish(IReadOnlyList<Dataset> datasets) => throw new NotSupportedException();

        public void Commit(IReadOnlyList<Commit> commits) => throw new NotSupportedException();

        public void Mark(IReadOnlyList<PartitionRecord> records) => throw new NotSupportedException();

        public void Remove(IReadOnlyList<PartitionRecord> records) => throw new NotSupportedException();

        public void Record(RunRecord run) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class OneSample : IObjectStore
    {
        public byte[] Load(string key) => System.Text.Encoding.UTF8.GetBytes(Sample);

        public IStagedObject Stage(string key, ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

        public IReadOnlyList<ObjectStat> Publish(IReadOnlyList<IStagedObject> staged) =>
            throw new NotSupportedException();

        public ObjectStat? Stat(string key) => throw new NotSupportedException();

        public IEnumerable<string> List(string prefix) => throw new NotSupportedException();

        public void Delete(string key) => throw new NotSupportedException();
    }
}
