using Tauric.Adapters.Sinks;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Sinks;

public sealed class FormatRegistryTests
{
    private readonly FormatRegistry _formats = new();

    [Fact]
    public void Formats_are_found_by_their_attribute_in_order()
    {
        Assert.Superset(new HashSet<string> { "bytes", "csv", "json", "jsonl" }, _formats.Names.ToHashSet());
        Assert.Equal(_formats.Names.Order(StringComparer.Ordinal), _formats.Names);
        Assert.All(_formats.Names, name => Assert.Equal(name, _formats[name].Name));
    }

    [Fact]
    public void An_unknown_format_is_refused_with_those_there_are() =>
        Assert.Contains("bytes, csv", Assert.Throws<PlanException>(() =>
            _formats["jsno"]).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_formats_of_one_name_are_refused() =>
        Assert.Contains("'jsonl'", Assert.Throws<BugException>(() =>
            new FormatRegistry(typeof(Impostor).Assembly)).Message, StringComparison.Ordinal);

    [Format("jsonl")]
    private sealed class Impostor : Engine.Contracts.IFormat
    {
        public string Name => "jsonl";

        public byte[] Write(Engine.Columnar.RecordBatch rows) => [];

        public Engine.Columnar.RecordBatch Read(Engine.Columnar.Schema schema, ReadOnlyMemory<byte> bytes,
            string where) =>
            Engine.Columnar.RecordBatch.Empty(schema);
    }
}
