using System.Text;
using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

public sealed class RowHashTests : NoLeaks
{
    [Fact]
    public void Windows_and_copies_hash_as_the_rows_they_show()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            using RecordBatch batch = ArbitraryBatch.Of(seed);
            using RecordBatch copy = Ipc.Read(Ipc.Bytes(IpcFormat.Stream, batch)).Single();
            int start = batch.Length / 3;
            using RecordBatch window = batch.Slice(start, batch.Length - start);
            string[] whole = Hashes(batch);
            Assert.Equal(whole, Hashes(copy));
            Assert.Equal(whole[start..], Hashes(window));
        }
    }

    [Fact]
    public void Rows_hash_equally_exactly_when_they_are_equal()
    {
        // Few distinct values, so that both equal and unequal pairs are common.
        var schema = new Schema(new Field("a", ArrowType.Bool),
            new Field("t", ArrowType.Dictionary(ArrowType.Int8, ArrowType.Utf8)));
        List<RecordBatch> rows = [];
        for (int seed = 0; seed < 30; seed++)
        {
            using RecordBatch batch = ArbitraryBatch.Of(seed, schema, rowsMax: 8);
            for (int row = 0; row < batch.Length; row++) rows.Add(batch.Slice(row, 1));
        }

        string[] hashes = [.. rows.Select(r => Hashes(r).Single())];
        int equal = 0, unequal = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                bool same = BatchEquality.FirstDifference(rows[i], rows[j]) is null;
                (equal, unequal) = same ? (equal + 1, unequal) : (equal, unequal + 1);
                Assert.Equal(same, hashes[i] == hashes[j]);
            }
        }

        rows.ForEach(r => r.Dispose());
        Assert.True(equal > 50 && unequal > 50, $"{equal} equal and {unequal} unequal pairs prove too little");
    }

    [Fact]
    public void Text_behind_a_dictionary_hashes_as_text()
    {
        string?[] texts = ["b", "a", null, "b", ""];
        Assert.Equal(Hashes(texts, ArrowType.Utf8),
            Hashes(texts, ArrowType.Dictionary(ArrowType.Int8, ArrowType.Utf8)));
    }

    [Fact]
    public void Zero_has_one_sign_and_NaN_one_form()
    {
        double odd = BitConverter.Int64BitsToDouble(unchecked((long)0xFFF0000000000001));
        string[] hashes = Hashes([0.0, -0.0, double.NaN, odd, 1.0]);
        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(hashes[2], hashes[3]);
        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Fact]
    public void Where_one_value_ends_and_the_next_begins_counts()
    {
        var schema = new Schema(new Field("a", ArrowType.Utf8), new Field("b", ArrowType.Utf8));
        using var builder = new BatchBuilder(schema);
        foreach ((string a, string b) in (ReadOnlySpan<(string, string)>)[("ab", "c"), ("a", "bc")])
        {
            builder[0].AppendText(a);
            builder[1].AppendBytes(Encoding.UTF8.GetBytes(b));
        }

        using RecordBatch batch = builder.Build();
        Assert.Equal(2, Hashes(batch).Distinct().Count());
    }

    private static string[] Hashes(string?[] texts, ArrowType type)
    {
        using var builder = new BatchBuilder(new Schema(new Field("t", type)));
        foreach (string? text in texts) builder[0].AppendText(text);
        using RecordBatch batch = builder.Build();
        return Hashes(batch);
    }

    private static string[] Hashes(double[] values)
    {
        using var builder = new BatchBuilder(new Schema(new Field("x", ArrowType.Float64)));
        builder[0].Append<double>(values);
        using RecordBatch batch = builder.Build();
        return Hashes(batch);
    }

    private static string[] Hashes(RecordBatch batch)
    {
        using var hash = new RowHash([.. batch.Schema.Fields.Select(f => f.Name)]);
        var hashes = new string[batch.Length];
        Span<byte> target = stackalloc byte[RowHash.Size];
        for (int row = 0; row < hashes.Length; row++)
        {
            hash.Of(batch, row, target);
            hashes[row] = Convert.ToHexString(target);
        }

        return hashes;
    }
}
