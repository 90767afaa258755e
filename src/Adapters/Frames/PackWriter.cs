using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>
/// Writes a pack: columns of blocks of rows, and a directory of which rows are whose. Blocks hold rows of one schema: a
/// large frame has several, small ones share one, so that a day of 500 symbols costs what one frame of 500 rows costs.
/// </summary>
/// <remarks>
/// Layout: magic; chunks; headers of blocks, each with its hash; directory, with its hash, its length and the magic.
/// The directory ends with the partitions that hold columns of the pack, where there are any, and which those are.
/// Everything is covered by a hash, so whatever is damaged is refused.
/// </remarks>
internal sealed class PackWriter
{
    /// <summary>Rows from which on a block is full.</summary>
    public const int BlockRowsMin = 256;

    /// <summary>Rows of a block, at most: what a read of one row decodes.</summary>
    public const int BlockRowsMax = 16_384;

    /// <summary>Chunks up to here stand in the header: a hash and a place would not be shorter.</summary>
    public const int InlineMax = 48;

    /// <summary>What follows the facts of a segment.</summary>
    public const int HasPositions = 1, HasBarFacts = 2;

    /// <summary>Starts and ends every pack; the digit is the version of the layout.</summary>
    public static ReadOnlySpan<byte> Magic => "tauricF1"u8;

    private readonly List<Schema> _schemas = [];
    private readonly List<Block> _blocks = [];
    private readonly List<Pending> _segments = [];
    private readonly Dictionary<UInt128, byte[]> _chunks = [];
    private readonly ByteOutput _encoded = new(1 << 16);

    /// <summary>Of all chunks that a reference is shorter than, in the order they come.</summary>
    public IEnumerable<UInt128> Hashes =>
        _blocks.SelectMany(b => b.Columns).Where(c => c.Inline is null).Select(c => c.Hash).Distinct();

    /// <summary>Adds rows of one schema that belong to frames in this order.</summary>
    public void Add(RecordBatch rows, IReadOnlyList<FrameRun> runs)
    {
        int schema = IndexOf(rows.Schema), start = 0;
        var held = new List<(FrameRun Run, int Start)>();
        foreach (FrameRun run in runs.SelectMany(Pieces))
        {
            if (held.Count > 0 && run.Start + run.Rows - start > BlockRowsMax) Close(run.Start);
            held.Add((run, run.Start - start));
            if (run.Start + run.Rows - start >= BlockRowsMin) Close(run.Start + run.Rows);
        }

        if (held.Count > 0) Close(rows.Length);

        void Close(int end)
        {
            using RecordBatch block = rows.Slice(start, end - start);
            foreach ((FrameRun run, int skip) in held)
            {
                using RecordBatch part = block.Slice(skip, run.Rows);
                _segments.Add(new Pending(run, _blocks.Count, skip, FrameTimes.Of(part), FrameFacts.Of(part)));
            }

            _blocks.Add(new Block(schema, block.Length, [.. block.Columns.Select(Encode)]));
            (start, held) = (end, []);
        }
    }

    /// <summary>Adds a block of another pack as it is.</summary>
    /// <param name="segments">All of its.</param>
    /// <param name="pack">The bytes of that pack. A chunk it has not itself stays elsewhere, unless this pack gets it
    /// with another block.</param>
    public void Add(PackBlock block, IReadOnlyList<PackSegment> segments, ReadOnlySpan<byte> pack)
    {
        foreach (PackSegment s in segments)
        {
            (long, long)? times = s.FirstAt is { } first ? (first, s.LastAt!.Value) : null;
            _segments.Add(new Pending(new FrameRun(s.Name, s.Skip, s.Rows), _blocks.Count, s.Skip, times, s.Facts));
        }

        var columns = new Chunk[block.Columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            ChunkPlace place = block.Columns[i];
            columns[i] = new Chunk(place.Inline, place.Hash, place.Bytes);
            if (place.IsOwn && !_chunks.ContainsKey(place.Hash))
                _chunks.Add(place.Hash, pack.Slice((int)place.At, place.Bytes).ToArray());
        }

        _blocks.Add(new Block(IndexOf(segments[0].Schema), block.Rows, columns));
    }

    /// <param name="elsewhere">Which of these chunks other packs have; null when the pack must stand alone.</param>
    /// <param name="holders">The names of the partitions that have them, where nothing else says so.</param>
    public (byte[] Bytes, IReadOnlyList<PackSegment> Segments, IReadOnlyDictionary<UInt128, ChunkPlace> Chunks) Finish(
        Func<IReadOnlyCollection<UInt128>, IEnumerable<UInt128>>? elsewhere = null,
        IReadOnlyDictionary<UInt128, string>? holders = null)
    {
        long encoded = _blocks.Sum(b => b.Columns.Sum(c => (long)c.Length + 64));
        var output = new ByteOutput((int)Math.Min(Array.MaxLength, encoded + (256L * _segments.Count) + 1024));
        output.Bytes(Magic);
        var chunks = new Dictionary<UInt128, ChunkPlace>();
        foreach (UInt128 hash in Hashes) chunks.Add(hash, default);
        foreach (UInt128 hash in elsewhere?.Invoke([.. chunks.Keys]) ?? [])
            chunks[hash] = new ChunkPlace(null, hash, IsElsewhere: true, 0, 0);
        var headers = new (long At, int Bytes)[_blocks.Count];
        for (int i = 0; i < headers.Length; i++) headers[i] = WriteBlock(_blocks[i], chunks, output);
        PackSegment[] segments = [.. _segments.Select(s => s.At(_schemas[_blocks[s.Block].Schema], headers[s.Block]))];
        WriteDirectory(headers, holders, output);
        return (output.ToArray(), segments, chunks);
    }

    private int IndexOf(Schema schema)
    {
        int index = _schemas.IndexOf(schema);
        if (index >= 0) return index;
        _schemas.Add(schema);
        return _schemas.Count - 1;
    }

    private (long, int) WriteBlock(Block block, Dictionary<UInt128, ChunkPlace> chunks, ByteOutput output)
    {
        var header = new ByteOutput();
        header.Varint(block.Rows);
        header.Varint(block.Columns.Length);
        foreach ((byte[]? inline, UInt128 hash, int length) in block.Columns)
        {
            header.Varint(length);
            if (inline is not null)
            {
                header.Bytes(inline);
                continue;
            }

            if (chunks[hash] is { IsElsewhere: false, Bytes: 0 })
            {
                chunks[hash] = new ChunkPlace(null, hash, IsElsewhere: false, output.Length, length);
                output.Bytes(_chunks[hash]);
            }

            ChunkPlace place = chunks[hash];
            header.Hash(hash);
            header.Byte(place.IsElsewhere ? 1 : 0);
            if (!place.IsElsewhere) header.Varint((ulong)place.At);
        }

        header.Hash(ContentHash.Of(header.Written));
        output.Bytes(header.Written);
        return (output.Length - header.Length, header.Length);
    }

    private void WriteDirectory(
        (long At, int Bytes)[] headers, IReadOnlyDictionary<UInt128, string>? holders, ByteOutput output)
    {
        var directory = new ByteOutput();
        directory.Varint(_schemas.Count);
        foreach (Schema schema in _schemas) SchemaBytes.Write(schema, directory);
        directory.Varint(headers.Length);
        for (int i = 0; i < headers.Length; i++)
        {
            directory.Varint(_blocks[i].Schema);
            directory.Varint((ulong)headers[i].At);
            directory.Varint(headers[i].Bytes);
        }

        directory.Varint(_segments.Count);
        foreach (Pending segment in _segments) segment.Write(directory);
        if (holders is { Count: > 0 }) WriteHolders(holders, directory);
        directory.Hash(ContentHash.Of(directory.Written));
        output.Bytes(directory.Written);
        output.Int32(directory.Length);
        output.Bytes(Magic);
    }

    private void WriteHolders(IReadOnlyDictionary<UInt128, string> holders, ByteOutput directory)
    {
        IGrouping<string, UInt128>[] byHolder = [.. Hashes.Where(holders.ContainsKey).GroupBy(h => holders[h])];
        directory.Varint(byHolder.Length);
        foreach (IGrouping<string, UInt128> held in byHolder)
        {
            directory.Text(Encoding.UTF8.GetBytes(held.Key));
            directory.Varint(held.Count());
            foreach (UInt128 hash in held) directory.Hash(hash);
        }
    }

    /// <summary>A long run is several segments.</summary>
    private static IEnumerable<FrameRun> Pieces(FrameRun run)
    {
        if (run.Rows <= BlockRowsMax) return [run];
        return Enumerable.Range(0, (run.Rows + BlockRowsMax - 1) / BlockRowsMax).Select(i =>
        {
            int skip = i * BlockRowsMax, rows = Math.Min(BlockRowsMax, run.Rows - skip);
            return new FrameRun(run.Name, run.Start + skip, rows) { Positions = run.Positions?[skip..(skip + rows)] };
        });
    }

    private Chunk Encode(Column column)
    {
        _encoded.Cut(0);
        ColumnChunk.Write(column, _encoded);
        if (_encoded.Length <= InlineMax) return new Chunk(_encoded.ToArray(), 0, _encoded.Length);
        UInt128 hash = ContentHash.Of(_encoded.Written);
        if (!_chunks.ContainsKey(hash)) _chunks.Add(hash, _encoded.ToArray());
        return new Chunk(null, hash, _encoded.Length);
    }

    /// <param name="Inline">The bytes when they are few; else they are known by their hash.</param>
    private readonly record struct Chunk(byte[]? Inline, UInt128 Hash, int Length);

    private sealed record Block(int Schema, int Rows, Chunk[] Columns);

    private sealed record Pending(FrameRun Run, int Block, int Skip, (long First, long Last)? Times, FrameFacts Facts)
    {
        public PackSegment At(Schema schema, (long At, int Bytes) header) =>
            new(Run.Name, schema, header.At, header.Bytes, Skip, Run.Rows, Times?.First, Times?.Last, Facts)
            {
                Positions = Run.Positions,
            };

        public void Write(ByteOutput output)
        {
            output.Text(Encoding.UTF8.GetBytes(Run.Name));
            output.Varint(Block);
            output.Varint(Skip);
            output.Varint(Run.Rows);
            output.Byte(Times is null ? 0 : 1);
            if (Times is { } times)
            {
                output.Signed(times.First);
                output.Signed(times.Last - times.First);
            }

            Facts.Write(output);
            bool hasBars = Facts.Bars != default;
            output.Byte((Run.Positions is null ? 0 : HasPositions) | (hasBars ? HasBarFacts : 0));
            if (hasBars) Facts.Bars.Write(output);
            if (Run.Positions is null) return;
            long[] words = Words.Rent(Run.Rows);
            for (int i = 0; i < Run.Rows; i++) words[i] = Run.Positions[i];
            Words.Write(words.AsSpan(0, Run.Rows), areDoubles: false, output);
            Words.Return(words);
        }
    }
}

/// <summary>Consecutive rows of one frame.</summary>
internal sealed record FrameRun(string Name, int Start, int Rows)
{
    /// <summary>Where each row stood before rows were brought together; null when nothing moved.</summary>
    public int[]? Positions { get; init; }
}
