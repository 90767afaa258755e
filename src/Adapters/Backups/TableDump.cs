using Tauric.Adapters.Catalog;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Backups;

/// <summary>
/// Tables as contents of a backup, whatever database they come from: Arrow IPC streams of one batch, cut behind rows
/// whose hash says so, at every 1,024th on average. Rows between changes come out in the pieces they were in.
/// </summary>
/// <param name="folder">Where the contents are.</param>
internal sealed class TableDump(BackupFolder folder, IReadOnlyList<DumpedTable> tables) : ITables
{
    private const uint CutMask = 1023;
    private const int PieceRowsMax = 8192;

    /// <summary>The pieces of a table, at least one, each with its rows.</summary>
    public static IEnumerable<(byte[] Bytes, int Rows)> Cut(ITables tables, string table)
    {
        Schema schema = tables.SchemaOf(table);
        using var hash = new RowHash([.. schema.Fields.Select(f => f.Name)]);
        var open = new List<RecordBatch>();
        int rows = 0;
        bool isFirst = true;
        foreach (RecordBatch batch in tables.Read(table))
        {
            using RecordBatch all = batch;
            int start = 0;
            for (int row = 0; row < all.Length; row++)
            {
                rows++;
                if (!EndsPiece(hash, all, row) && rows < PieceRowsMax) continue;
                open.Add(all.Slice(start, row + 1 - start));
                (start, isFirst) = (row + 1, false);
                yield return (Written(schema, open), rows);
                rows = 0;
            }

            if (start < all.Length) open.Add(all.Slice(start, all.Length - start));
        }

        if (rows > 0 || isFirst) yield return (Written(schema, open), rows);
    }

    public Schema SchemaOf(string table)
    {
        using var reader = new IpcReader(folder.Load(Find(table).Pieces[0]), table);
        return reader.Schema;
    }

    public IEnumerable<RecordBatch> Read(string table)
    {
        foreach (Hash256 piece in Find(table).Pieces)
        {
            using var reader = new IpcReader(folder.Load(piece), table);
            while (reader.Next() is { } batch) yield return batch;
        }
    }

    /// <summary>What two tables of the same columns have in common when they hold the same rows in any order.</summary>
    public static (long Rows, UInt128 Sum) Digest(ITables tables, string table)
    {
        Span<byte> bytes = stackalloc byte[RowHash.Size];
        using var hash = new RowHash([.. tables.SchemaOf(table).Fields.Select(f => f.Name)]);
        (long rows, UInt128 sum) = (0, 0);
        foreach (RecordBatch batch in tables.Read(table))
        {
            using (batch)
            {
                rows += batch.Length;
                for (int row = 0; row < batch.Length; row++)
                {
                    hash.Of(batch, row, bytes);
                    sum += System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(bytes);
                }
            }
        }

        return (rows, sum);
    }

    private DumpedTable Find(string table) => tables.FirstOrDefault(t => t.Name == table)
        ?? throw new DataException($"The snapshot has no table '{table}'. Use another one.");

    private static bool EndsPiece(RowHash hash, RecordBatch batch, int row)
    {
        Span<byte> bytes = stackalloc byte[RowHash.Size];
        hash.Of(batch, row, bytes);
        return (System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes) & CutMask) == 0;
    }

    private static byte[] Written(Schema schema, List<RecordBatch> open)
    {
        using RecordBatch piece = open.Count == 0 ? RecordBatch.Empty(schema) : Concatenation.Of(schema, open);
        foreach (RecordBatch part in open) part.Dispose();
        open.Clear();
        using var stream = new MemoryStream();
        using var writer = new IpcWriter(stream, schema);
        writer.Write(piece);
        writer.Finish();
        return stream.ToArray();
    }
}
