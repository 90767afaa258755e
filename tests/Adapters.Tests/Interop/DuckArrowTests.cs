using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Adapters.DuckDb;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Tests.Columnar;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Interop;

/// <summary>Batches cross to DuckDB and back by pointer, through the C Data Interface of both.</summary>
[Collection("duckdb")]
public sealed unsafe class DuckArrowTests : LeakFree
{
    /// <summary>What a chunk of DuckDB holds: a longer array is imported too, but corrupts its heap.</summary>
    private const int ChunkRows = 2048;

    /// <summary>
    /// Every type there is. DuckDB 1.5.6 reads wrong values from a dictionary below a list of structs, so there it is
    /// text; the table function, which the product uses, carries that too (<see cref="DuckRowsTests"/>).
    /// </summary>
    private static readonly Schema s_schema = new(
    [
        .. ArbitraryBatch.EveryType.Fields.Where(f => f.Name != "deep"),
        new Field("deep", ArrowType.List(ArrowType.Struct(
            new("f", ArrowType.FixedList(ArrowType.Bool, 2)), new("t", ArrowType.Utf8)))),
        new Field("lists", ArrowType.List(ArrowType.List(ArrowType.Utf8))),
    ]);

    [Fact]
    public void Every_type_crosses_and_comes_back_by_pointer_with_nulls_empty_and_sliced() => Prop.ForAll<int>(seed =>
    {
        CounterRandom random = CounterRandom.For(seed, "by pointer");
        Schema schema = s_schema;
        using RecordBatch whole = ArbitraryBatch.Of(seed, schema, rowsMax: ChunkRows);
        using RecordBatch none = RecordBatch.Empty(schema);
        int start = random.NextInt(whole.Length + 1);
        using RecordBatch slice = whole.Slice(start, random.NextInt(whole.Length - start + 1));
        RecordBatch[] sent = [whole, none, slice];

        using var duck = new DuckArrow();
        IEnumerable<string> columns =
            schema.Fields.Select(f => $"{DuckConnection.Quote(f.Name)} {DuckTypes.Sql(f.Type)}");
        duck.Execute($"CREATE TABLE kept ({string.Join(", ", columns)})");
        foreach (RecordBatch batch in sent) duck.Append("kept", batch, vectors => RequireShared(batch, vectors));
        object?[][] back = PlainRows.Of(duck.Read("FROM kept"));
        object?[][] expected = PlainRows.Of(sent.Select(b => b.Retain()));
        Assert.Equal(expected.Length, back.Length);
        Assert.Empty(schema.Fields.Where((_, i) => Text(expected, i) != Text(back, i)).Select(f => f.Name));
    }).Holds(25);

    private static string Text(object?[][] rows, int column) =>
        JsonSerializer.Serialize(rows.Select(r => r[column]));

    /// <summary>The chunk's vectors are the batch's own memory where DuckDB lays the type out as Arrow does.</summary>
    private static void RequireShared(RecordBatch batch, nint[] vectors)
    {
        foreach (string name in (string[])["int64", "float64", "uint16", "required"])
        {
            Column column = batch[name];
            if (column.Length == 0) continue;
            byte* ours = column.Buffers[1]!.Pointer + ((long)column.Offset * column.Type.Width);
            Assert.Equal((nint)ours, vectors[batch.Schema.Require(name)]);
        }
    }
}
