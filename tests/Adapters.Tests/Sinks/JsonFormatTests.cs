using Tauric.Adapters.Sinks;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Sinks;

public sealed class JsonFormatTests : FormatContract
{
    protected override IFormat Format { get; } = new JsonFormat();

    protected override Schema Schema { get; } = Nested;

    protected override int RowsMin => 1;

    protected override int RowsMax => 1;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_object_is_one_row(int count)
    {
        using RecordBatch rows = Rows(1, count);
        Assert.Throws<DataException>(() => Format.Write(rows));
        Assert.Throws<DataException>(() => Format.Read(Schema, new JsonLinesFormat().Write(rows), Key));
    }
}
