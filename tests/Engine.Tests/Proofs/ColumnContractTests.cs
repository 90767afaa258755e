using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

/// <summary>What holds for a column of any type, whatever it crosses: windows, C Data Interface, IPC.</summary>
public sealed unsafe class ColumnContractTests : NoLeaks
{
    private const int Seeds = 400;

    [Fact]
    public void Every_type_survives_the_C_data_interface() => ForEachBatch(batch =>
    {
        using RecordBatch back = ThroughCData(batch);
        BatchEquality.Require(batch, back);
    });

    [Fact]
    public void Every_type_survives_an_IPC_stream() => ForEachBatch(batch => RoundTrip(batch, IpcFormat.Stream));

    [Fact]
    public void Every_type_survives_an_IPC_file() => ForEachBatch(batch => RoundTrip(batch, IpcFormat.File));

    [Fact]
    public void Equal_batches_give_equal_bytes_wherever_they_lie() => ForEachBatch(batch =>
    {
        using RecordBatch copy = ThroughCData(batch);
        Assert.Equal(Ipc.Bytes(IpcFormat.Stream, batch), Ipc.Bytes(IpcFormat.Stream, copy));
    });

    [Fact]
    public void Windows_of_windows_are_windows() => ForEachBatch(batch =>
    {
        int half = batch.Length / 2, quarter = half / 2;
        using RecordBatch tail = batch.Slice(quarter, batch.Length - quarter);
        using RecordBatch inner = tail.Slice(quarter, tail.Length - quarter);
        using RecordBatch direct = batch.Slice(2 * quarter, batch.Length - (2 * quarter));
        BatchEquality.Require(direct, inner);
        Assert.All(direct.Columns.Zip(inner.Columns), pair =>
            Assert.Equal(pair.First.NullCount, pair.Second.NullCount));
    });

    [Fact]
    public void A_window_outlives_the_batch_it_came_from()
    {
        RecordBatch batch = ArbitraryBatch.NotEmpty(7);
        using RecordBatch expected = ArbitraryBatch.NotEmpty(7);
        using RecordBatch window = batch.Slice(0, batch.Length);
        batch.Dispose();
        BatchEquality.Require(expected, window);
    }

    [Theory]
    [InlineData(1, true, 128)]
    [InlineData(1, false, 256)]
    public void A_dictionary_that_is_full_says_so_and_not_another_text(int bytes, bool signed, int capacity)
    {
        using var builder = new ColumnBuilder(ArrowType.Dictionary(new IntegerType(bytes, signed), ArrowType.Utf8));
        for (int i = 0; i < capacity; i++) builder.AppendText("v" + i);
        Assert.Contains($"{capacity} distinct",
            Assert.Throws<InvalidOperationException>(() => builder.AppendText("more")).Message);
        using Column column = builder.Build();
        for (int i = 0; i < capacity; i++) Assert.Equal("v" + i, column.Text(i));
    }

    [Fact]
    public void Bitmaps_copy_and_count_as_bit_by_bit()
    {
        var random = CounterRandom.For(1, "bitmap");
        for (int i = 0; i < 2_000; i++)
        {
            byte[] bits = new byte[1 + random.NextInt(40)];
            for (int b = 0; b < bits.Length; b++) bits[b] = (byte)random.NextBits();
            int offset = random.NextInt(bits.Length * 8), length = random.NextInt((bits.Length * 8) - offset + 1);
            byte[] copy = new byte[Bitmap.BytesFor(length)];
            Array.Fill(copy, (byte)0xFF);
            Bitmap.CopyTo(bits, offset, length, copy);
            var expected = Enumerable.Range(0, copy.Length * 8).Select(k =>
                k < length && Bitmap.Get(bits, offset + k)).ToArray();
            Assert.Equal(expected, Enumerable.Range(0, copy.Length * 8).Select(k => Bitmap.Get(copy, k)));
            Assert.Equal(expected.Count(set => set), Bitmap.CountSet(bits, offset, length));
        }
    }

    private static void ForEachBatch(Action<RecordBatch> check)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            using RecordBatch batch = ArbitraryBatch.Of(seed, seed % 4 == 0 ? ArbitraryBatch.EveryType : null);
            check(batch);
        }
    }

    private static RecordBatch ThroughCData(RecordBatch batch)
    {
        ArrowSchema schema;
        ArrowArray array;
        CData.Export(batch.Schema, &schema);
        CData.Export(batch, &array);
        return CData.ImportBatch(&array, CData.ImportSchema(&schema));
    }

    private static void RoundTrip(RecordBatch batch, IpcFormat format)
    {
        using RecordBatch half = batch.Slice(0, batch.Length);
        List<RecordBatch> back = Ipc.Read(Ipc.Bytes(format, batch, half));
        Assert.Equal(2, back.Count);
        foreach (RecordBatch one in back)
        {
            BatchEquality.Require(batch, one);
            one.Dispose();
        }
    }
}
