using Tauric.Adapters.Sinks;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Sinks;

public sealed class ParquetFormatTests : FormatContract
{
    protected override IFormat Format { get; } = new ParquetFormat();

    protected override Schema Schema { get; } = Nested;

    protected override string Place => "cannot be read as Parquet: ";

    // DuckDB's dictionary pages keep equal values once, and these are equal.
    protected override bool ZeroHasSign => false;

    protected override int Damages => 300;

    [Fact]
    public void No_temporary_file_is_left_by_a_failure()
    {
        string used = "";
        Assert.Throws<DataException>(() => ParquetFormat.WithFile<int>("no parquet"u8.ToArray(), Key, path =>
        {
            Assert.True(File.Exists(used = path));
            throw new DataException("It is none.");
        }));
        Assert.False(File.Exists(used));
    }

    [Fact]
    public void A_null_where_there_may_be_none_is_refused()
    {
        using RecordBatch nulls = AnyRows.Make(new Schema(new Field("x", ArrowType.Int64)), seed: 3, rows: 50);
        byte[] bytes = Format.Write(nulls);
        var strict = new Schema(new Field("x", ArrowType.Int64, Nullable: false));
        Assert.Contains("'x'", Assert.Throws<DataException>(() => Format.Read(strict, bytes, Key)).Message);
    }
}
