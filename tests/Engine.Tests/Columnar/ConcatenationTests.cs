using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Columnar;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Engine.Tests.Columnar;

public sealed class ConcatenationTests : NoLeaks
{
    [Fact]
    public void Slices_put_end_to_end_are_the_batch_they_were_cut_from() => Prop.ForAll<int>(seed =>
    {
        CounterRandom random = CounterRandom.For(seed, "cuts");
        using RecordBatch whole = ArbitraryBatch.Of(seed, ArbitraryBatch.EveryType);
        RecordBatch[] parts = Cut(whole, ref random);
        using RecordBatch joined = Concatenation.Of(whole.Schema, parts);
        foreach (RecordBatch part in parts) part.Dispose();
        BatchEquality.Require(whole, joined);
    }).Holds();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_result_is_of_the_schema_asked_for_however_many_batches_there_are(int count)
    {
        var field = new Field("k", ArrowType.Int32);
        var asked = new Schema([field], [new("source", "asked")]);
        using RecordBatch none = RecordBatch.Empty(new Schema([field], [new("source", "given")]));
        using RecordBatch joined = Concatenation.Of(asked, [.. Enumerable.Repeat(none, count)]);
        Assert.Same(asked, joined.Schema);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_batch_of_another_schema_is_refused_by_its_index(int count)
    {
        var asked = new Schema(new Field("k", ArrowType.Int32, Nullable: false));
        foreach (Field other in (Field[])[new("k", ArrowType.Int64, false), new("v", ArrowType.Int32, false),
            new("k", ArrowType.Int32)])
        {
            using RecordBatch fits = RecordBatch.Empty(asked), odd = RecordBatch.Empty(new Schema(other));
            RecordBatch[] batches = [.. Enumerable.Repeat(fits, count - 1), odd];
            string message = Assert.Throws<ArgumentException>(() => Concatenation.Of(asked, batches)).Message;
            Assert.StartsWith($"Batch {count - 1} is of [{other.Name}: {other.Type}", message);
        }
    }

    [Fact]
    public void A_single_batch_is_shared_and_outlives_its_source()
    {
        RecordBatch source = ArbitraryBatch.NotEmpty(3);
        using RecordBatch copy = source.Retain();
        long before = NativeBuffer.OutstandingBytes;
        using RecordBatch joined = Concatenation.Of(source.Schema, [source]);
        Assert.Equal(before, NativeBuffer.OutstandingBytes);
        source.Dispose();
        BatchEquality.Require(copy, joined);
    }

    private static RecordBatch[] Cut(RecordBatch whole, ref CounterRandom random)
    {
        var parts = new List<RecordBatch>();
        for (int start = 0; start < whole.Length || parts.Count == 0;)
        {
            int rows = random.NextInt(whole.Length - start + 1);
            parts.Add(whole.Slice(start, rows));
            start += rows;
        }

        return [.. parts];
    }
}
