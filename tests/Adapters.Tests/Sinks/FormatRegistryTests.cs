using Tauric.Adapters.Sinks;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Sinks;

public sealed class FormatRegistryTests
{
    [Fact]
    public void Formats_are_found_by_their_attribute_in_order()
    {
        Assert.Superset(new HashSet<string> { "bytes", "csv", "json", "jsonl", "parquet" },
            FormatRegistry.All.Keys.ToHashSet());
        Assert.Equal(FormatRegistry.All.Keys.Order(StringComparer.Ordinal), FormatRegistry.All.Keys);
        Assert.All(FormatRegistry.All, format => Assert.Equal(format.Key, format.Value.Name));
    }

    [Theory]
    [InlineData("Two formats are named 'jsonl'", typeof(JsonLinesFormat), typeof(Impostor))]
    [InlineData("is registered as 'csv' and calls itself 'jsonl'", typeof(Misnamed))]
    public void Two_formats_of_one_name_and_a_format_under_another_name_are_refused(string why, params Type[] types) =>
        Assert.Contains(why, Assert.Throws<BugException>(() => FormatRegistry.Find(types)).Message,
            StringComparison.Ordinal);

    [Format("jsonl")]
    private class Impostor : Engine.Contracts.IFormat
    {
        public string Name => "jsonl";

        public byte[] Write(Engine.Columnar.RecordBatch rows) => [];

        public Engine.Columnar.RecordBatch Read(Engine.Columnar.Schema schema, ReadOnlyMemory<byte> bytes,
            string where) =>
            Engine.Columnar.RecordBatch.Empty(schema);
    }

    [Format("csv")]
    private sealed class Misnamed : Impostor;
}
