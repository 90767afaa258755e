using Tauric.Adapters.Sinks;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Sinks;

public sealed class BytesFormatTests : FormatContract
{
    protected override IFormat Format { get; } = new BytesFormat();

    protected override Schema Schema { get; } = new(new Field("payload", ArrowType.Binary, Nullable: false));

    protected override int RowsMin => 1;

    protected override int RowsMax => 1;

    protected override bool CanRefuse => false;

    [Fact]
    public void Rows_that_are_not_one_binary_value_are_refused()
    {
        var text = new Schema(new Field("payload", ArrowType.Utf8));
        var two = new Schema(new Field("a", ArrowType.Binary), new Field("b", ArrowType.Binary));
        foreach (Schema schema in (Schema[])[text, two, new Schema()])
        {
            Assert.Throws<PlanException>(() => Format.Read(schema, Array.Empty<byte>(), Key));
            using RecordBatch row = AnyRows.Make(schema, seed: 1, rows: 1);
            Assert.Throws<PlanException>(() => Format.Write(row));
        }

        using RecordBatch rows = Rows(1, 2);
        Assert.Contains("not 2", Assert.Throws<DataException>(() => Format.Write(rows)).Message);
    }
}
