using System.Text;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Sinks;

public sealed class CsvFormatTests : FormatContract
{
    protected override IFormat Format { get; } = new CsvFormat();

    protected override Schema Schema { get; } = new(Flat);

    [Fact]
    public void Null_is_nothing_and_empty_text_is_quoted()
    {
        var schema = new Schema(new Field("a,b", ArrowType.Utf8), new Field("n", ArrowType.Int32));
        using var rows = new BatchBuilder(schema);
        foreach (string? text in (string?[])[null, "", "plain", "a\"b", "two\nlines"])
        {
            rows[0].AppendText(text);
            rows[1].Append(-7);
        }

        using RecordBatch batch = rows.Build();
        Assert.Equal("\"a,b\",n\n,-7\n\"\",-7\nplain,-7\n\"a\"\"b\",-7\n\"two\nlines\",-7\n",
            Encoding.UTF8.GetString(Format.Write(batch)));
    }

    [Fact]
    public void Nested_columns_are_refused_by_name() => Assert.Contains("'list'", Assert.Throws<PlanException>(
        () => Format.Read(Nested, Array.Empty<byte>(), Key)).Message, StringComparison.Ordinal);
}
