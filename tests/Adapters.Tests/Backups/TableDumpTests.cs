using Tauric.Adapters.Backups;
using Tauric.Adapters.Catalog;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Columnar;

namespace Tauric.Adapters.Tests.Backups;

public sealed class TableDumpTests : IDisposable
{
    private const string Name = "any";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_of_every_type_come_back_from_any_batches()
    {
        BackupFolder folder = BackupFolder.Create(_folder["backups"]);
        for (int seed = 0; seed < 8; seed++)
        {
            using RecordBatch rows = ArbitraryBatch.Of(seed, ArbitraryBatch.EveryType);
            int middle = rows.Length / 3;
            var whole = new Batches(rows);
            using RecordBatch left = rows.Slice(0, middle), right = rows.Slice(middle, rows.Length - middle);
            var halves = new Batches(left, right);
            DumpedTable dumped = Dump(whole, folder);
            Assert.Equal(dumped.Pieces.Count, Dump(halves, folder).Pieces.Count);
            var back = new TableDump(folder, [dumped]);
            Assert.Equal(rows.Schema, back.SchemaOf(Name));
            Assert.Equal(rows.Length, dumped.Rows);
            Assert.Equal(TableDump.Digest(whole, Name), TableDump.Digest(back, Name));
        }
    }

    [Fact]
    public void A_row_that_goes_and_one_that_comes_leave_most_pieces_as_they_were()
    {
        BackupFolder folder = BackupFolder.Create(_folder["backups"]);
        using RecordBatch before = Numbers(Enumerable.Range(0, 30_000));
        using RecordBatch after = Numbers(Enumerable.Range(0, 30_000).Where(i => i != 9_000).Append(-1));
        DumpedTable first = Dump(new Batches(before), folder), second = Dump(new Batches(after), folder);
        Assert.InRange(first.Pieces.Count, 10, 90);
        Assert.InRange(second.Pieces.Except(first.Pieces).Count(), 1, 4);
        Assert.NotEqual(TableDump.Digest(new Batches(before), Name), TableDump.Digest(new Batches(after), Name));
    }

    [Fact]
    public void A_table_without_rows_keeps_its_columns()
    {
        BackupFolder folder = BackupFolder.Create(_folder["backups"]);
        using RecordBatch none = Numbers([]);
        DumpedTable dumped = Dump(new Batches(none), folder);
        Assert.Equal((0, 1), (dumped.Rows, dumped.Pieces.Count));
        Assert.Equal(none.Schema, new TableDump(folder, [dumped]).SchemaOf(Name));
    }

    private static DumpedTable Dump(ITables tables, BackupFolder folder)
    {
        var pieces = TableDump.Cut(tables, Name).ToList();
        foreach ((byte[] bytes, _) in pieces) folder.Publish([folder.Stage(Hash256.Of(bytes), bytes)]);
        return new DumpedTable(Name, pieces.Sum(p => (long)p.Rows), [.. pieces.Select(p => Hash256.Of(p.Bytes))]);
    }

    private static RecordBatch Numbers(IEnumerable<int> numbers)
    {
        using var builder = new BatchBuilder(new Schema(new Field("n", ArrowType.Int64)));
        foreach (int n in numbers) builder[0].Append((long)n);
        return builder.Build();
    }

    private sealed class Batches(params RecordBatch[] batches) : ITables
    {
        public Schema SchemaOf(string table) => batches[0].Schema;

        public IEnumerable<RecordBatch> Read(string table) => batches.Select(b => b.Retain());
    }
}
