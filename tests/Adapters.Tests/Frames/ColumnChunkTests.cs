using Tauric.Adapters.Frames;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Tests.Columnar;

namespace Tauric.Adapters.Tests.Frames;

public sealed class ColumnChunkTests
{
    [Fact]
    public void Columns_of_every_type_sliced_or_not_come_back_with_what_lies_under_nulls_forgotten()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            using RecordBatch rows = ArbitraryBatch.Of(seed, ArbitraryBatch.EveryType);
            foreach ((Field field, Column column) in rows.Schema.Fields.Zip(rows.Columns))
            {
                byte[] bytes = Write(column);
                using Column read = Read(field.Type, column.Length, bytes);
                using RecordBatch expected = Alone(field, column), actual = Alone(field, read);
                Contracts.AnyRows.AssertEqual(expected, actual);
                Assert.Equal(bytes, Write(read));
            }
        }
    }

    [Fact]
    public void Mutated_chunks_are_columns_or_an_error()
    {
        CounterRandom random = CounterRandom.For(2, "mutated chunks");
        for (int seed = 0; seed < 300; seed++)
        {
            using RecordBatch rows = ArbitraryBatch.Of(seed, ArbitraryBatch.EveryType);
            foreach ((Field field, Column column) in rows.Schema.Fields.Zip(rows.Columns))
            {
                byte[] bytes = Write(column);
                bytes[random.NextInt(bytes.Length)] ^= (byte)(1 + random.NextInt(255));
                if (seed % 4 == 0) bytes = bytes[..random.NextInt(bytes.Length)];
                try
                {
                    using Column read = Read(field.Type, column.Length, bytes);
                    Write(read);   // Reads every value.
                }
                catch (DataException e)
                {
                    Assert.StartsWith("'here' is damaged at byte", e.Message);
                }
            }
        }
    }

    private static byte[] Write(Column column)
    {
        var output = new ByteOutput();
        ColumnChunk.Write(column, output);
        return output.ToArray();
    }

    private static Column Read(ArrowType type, int rows, byte[] bytes)
    {
        var from = new ByteCursor(bytes, "here");
        return ColumnChunk.Read(type, rows, ref from);
    }

    private static RecordBatch Alone(Field field, Column column) =>
        new(new Schema(field), column.Length, [column.Retain()]);
}
