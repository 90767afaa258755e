using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Native.DuckDb;
using static Tauric.Native.DuckDb.DuckDbApi;

namespace Tauric.Adapters.DuckDb;

/// <summary>Reads runs of rows of DuckDB vectors of one type into a column.</summary>
internal sealed unsafe class DuckVector
{
    private readonly string _column;
    private readonly DuckType _id;
    private readonly DuckType _storage;
    private readonly int _scale;
    private readonly byte[][] _words = [];
    private readonly DuckVector[] _children = [];

    public DuckVector(LogicalTypeHandle type, string column)
    {
        _column = column;
        _id = _storage = duckdb_get_type_id(type);
        Type = DuckTypes.FromDuck(type, column);
        switch (_id)
        {
            case DuckType.Decimal:
                (_storage, _scale) = (duckdb_decimal_internal_type(type), duckdb_decimal_scale(type));
                break;
            case DuckType.Enum:
                (_storage, _words) = (duckdb_enum_internal_type(type), Words(type));
                break;
            case DuckType.List or DuckType.Map:
                _children = [Child(duckdb_list_type_child_type(type))];
                break;
            case DuckType.Array:
                _children = [Child(duckdb_array_type_child_type(type))];
                break;
            case DuckType.Struct:
                _children = new DuckVector[duckdb_struct_type_child_count(type)];
                for (int i = 0; i < _children.Length; i++)
                    _children[i] = Child(duckdb_struct_type_child_type(type, (ulong)i));
                break;
        }
    }

    public ArrowType Type { get; }

    public Column Read(ReadOnlySpan<RowRun> runs, int rows, BatchMemory memory)
    {
        NativeBuffer? validity = ReadValidity(runs, rows, memory, out int nulls);
        NativeBuffer?[] buffers = [validity];
        Column[] children = [];
        switch (Type.Layout)
        {
            case Layout.Bits: buffers = [validity, ReadBits(runs, rows, memory)]; break;
            case Layout.Fixed: buffers = [validity, ReadFixed(runs, rows, validity, memory)]; break;
            case Layout.Variable:
                buffers = [validity, .. _id == DuckType.Enum
                    ? ReadWords(runs, rows, validity, memory)
                    : ReadStrings(runs, rows, validity, memory)];
                break;
            case Layout.List: (buffers, children) = ReadList(runs, rows, validity, memory); break;
            case Layout.FixedList:
                int size = ((FixedListType)Type).Size;
                RowRun[] items = Runs(runs, r =>
                    new RowRun(duckdb_array_vector_get_child(r.Vector), r.Start * size, r.Count * size));
                children = [_children[0].Read(items, rows * size, memory)];
                break;
            case Layout.Struct:
                children = new Column[_children.Length];
                for (int i = 0; i < children.Length; i++)
                {
                    RowRun[] members = Runs(runs, r =>
                        r with { Vector = duckdb_struct_vector_get_child(r.Vector, (ulong)i) });
                    children[i] = _children[i].Read(members, rows, memory);
                }

                break;
        }

        return new Column(Type, rows, buffers, children, nullCount: nulls);
    }

    private DuckVector Child(LogicalTypeHandle type)
    {
        using (type) return new DuckVector(type, _column);
    }

    private static byte[][] Words(LogicalTypeHandle type)
    {
        var words = new byte[duckdb_enum_dictionary_size(type)][];
        for (int i = 0; i < words.Length; i++)
        {
            byte* word = duckdb_enum_dictionary_value(type, (ulong)i);
            words[i] = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(word).ToArray();
            duckdb_free(word);
        }

        return words;
    }

    private static RowRun[] Runs(ReadOnlySpan<RowRun> runs, Func<RowRun, RowRun> child)
    {
        var result = new RowRun[runs.Length];
        for (int i = 0; i < runs.Length; i++) result[i] = child(runs[i]);
        return result;
    }

    private static NativeBuffer? ReadValidity(ReadOnlySpan<RowRun> runs, int rows, BatchMemory memory, out int nulls)
    {
        nulls = 0;
        NativeBuffer? validity = null;
        int to = 0;
        foreach (RowRun run in runs)
        {
            ulong* words = duckdb_vector_get_validity(run.Vector);
            for (int i = 0; words != null && i < run.Count; i++)
            {
                int from = run.Start + i;
                if ((from & 63) == 0 && words[from >> 6] == ulong.MaxValue)
                {
                    i += 63;   // All 64 are values.
                    continue;
                }

                if ((words[from >> 6] & (1UL << (from & 63))) != 0) continue;
                validity ??= AllValid(rows, memory);
                validity.Pointer[(to + i) >> 3] &= (byte)~(1 << ((to + i) & 7));
                nulls++;
            }

            to += run.Count;
        }

        return validity;
    }

    private static NativeBuffer AllValid(int rows, BatchMemory memory)
    {
        NativeBuffer validity = memory.Allocate(Bitmap.BytesFor(rows));
        new Span<byte>(validity.Pointer, rows >> 3).Fill(0xFF);
        if ((rows & 7) != 0) validity.Pointer[rows >> 3] = (byte)((1 << (rows & 7)) - 1);
        return validity;
    }

    private static bool IsNull(NativeBuffer? validity, int row) =>
        validity is not null && (validity.Pointer[row >> 3] & (1 << (row & 7))) == 0;

    private static NativeBuffer ReadBits(ReadOnlySpan<RowRun> runs, int rows, BatchMemory memory)
    {
        NativeBuffer bits = memory.Allocate(Bitmap.BytesFor(rows));
        byte* target = bits.Pointer;
        int to = 0;
        foreach (RowRun run in runs)
        {
            byte* from = (byte*)duckdb_vector_get_data(run.Vector) + run.Start;
            for (int i = 0; i < run.Count; i++, to++) target[to >> 3] |= (byte)((from[i] & 1) << (to & 7));
        }

        return bits;
    }

    private NativeBuffer ReadFixed(ReadOnlySpan<RowRun> runs, int rows, NativeBuffer? validity, BatchMemory memory)
    {
        int width = Type.Width;
        NativeBuffer values = memory.Allocate((long)rows * width);
        byte* target = values.Pointer;
        bool same = _id is not (DuckType.Decimal or DuckType.HugeInt or DuckType.TimestampS or DuckType.TimestampMs
            or DuckType.TimestampNs);
        int to = 0;
        foreach (RowRun run in runs)
        {
            byte* from = (byte*)duckdb_vector_get_data(run.Vector);
            long bytes = (long)run.Count * width;
            if (same) Buffer.MemoryCopy(from + ((long)run.Start * width), target + ((long)to * width), bytes, bytes);
            for (int i = 0; !same && i < run.Count; i++)
                if (!IsNull(validity, to + i)) ((long*)target)[to + i] = Converted(from, run.Start + i);
            to += run.Count;
        }

        // What lies under a null is DuckDB's leftovers: zero makes equal columns equal bytes.
        for (int i = 0; validity is not null && i < rows; i++)
            if (IsNull(validity, i)) new Span<byte>(target + ((long)i * width), width).Clear();
        return values;
    }

    private long Converted(byte* data, int row) => _id switch
    {
        DuckType.Decimal => BitConverter.DoubleToInt64Bits((double)Integer(data, row) / Math.Pow(10, _scale)),
        DuckType.HugeInt => Narrowed(Integer(data, row)),
        DuckType.TimestampS => Scaled(((long*)data)[row], 1_000_000),
        DuckType.TimestampMs => Scaled(((long*)data)[row], 1_000),
        _ => ((long*)data)[row] is var ns && ns is long.MaxValue or -long.MaxValue
            ? ns
            : (long)Math.Floor((decimal)ns / 1000),
    };

    private Int128 Integer(byte* data, int row) => _storage switch
    {
        DuckType.SmallInt => ((short*)data)[row],
        DuckType.Integer => ((int*)data)[row],
        DuckType.BigInt => ((long*)data)[row],
        _ => new Int128((ulong)((DuckHugeInt*)data)[row].Upper, ((DuckHugeInt*)data)[row].Lower),
    };

    private long Narrowed(Int128 value) => value >= long.MinValue && value <= long.MaxValue
        ? (long)value
        : throw new UsageException(
            $"Column '{_column}' holds {value}, past 64 bits: write CAST({_column} AS VARCHAR) or DOUBLE.");

    // DuckDB's ±infinity stays what it is.
    private static long Scaled(long value, long factor) =>
        value is long.MaxValue or -long.MaxValue ? value : checked(value * factor);

    private NativeBuffer[] ReadStrings(ReadOnlySpan<RowRun> runs, int rows, NativeBuffer? validity, BatchMemory memory)
    {
        NativeBuffer offsets = memory.Allocate((rows + 1L) * sizeof(int));
        int* ends = (int*)offsets.Pointer + 1;
        long total = 0;
        int to = 0;
        foreach (RowRun run in runs)
        {
            var from = (DuckString*)duckdb_vector_get_data(run.Vector) + run.Start;
            for (int i = 0; i < run.Count; i++, to++)
            {
                total += IsNull(validity, to) ? 0 : from[i].Length;
                ends[to] = unchecked((int)total);
            }
        }

        NativeBuffer bytes = memory.Allocate(CheckSize(total));
        byte* target = bytes.Pointer;
        to = 0;
        foreach (RowRun run in runs)
        {
            var from = (DuckString*)duckdb_vector_get_data(run.Vector) + run.Start;
            for (int i = 0; i < run.Count; i++, to++)
            {
                int length = ends[to] - ends[to - 1];
                byte* text = length <= DuckString.InlinedMax ? from[i].Inlined : from[i].Pointer;
                new ReadOnlySpan<byte>(text, length).CopyTo(new Span<byte>(target + ends[to - 1], length));
            }
        }

        return [offsets, bytes];
    }

    private NativeBuffer[] ReadWords(ReadOnlySpan<RowRun> runs, int rows, NativeBuffer? validity, BatchMemory memory)
    {
        NativeBuffer offsets = memory.Allocate((rows + 1L) * sizeof(int));
        int* ends = (int*)offsets.Pointer + 1;
        var words = new byte[rows][];
        long total = 0;
        int to = 0;
        foreach (RowRun run in runs)
        {
            byte* data = (byte*)duckdb_vector_get_data(run.Vector);
            for (int i = run.Start; i < run.Start + run.Count; i++, to++)
            {
                words[to] = IsNull(validity, to) ? [] : _words[EnumIndex(data, i)];
                total += words[to].Length;
                ends[to] = unchecked((int)total);
            }
        }

        NativeBuffer bytes = memory.Allocate(CheckSize(total));
        for (int i = 0; i < rows; i++) words[i].CopyTo(new Span<byte>(bytes.Pointer + ends[i - 1], words[i].Length));
        return [offsets, bytes];
    }

    private int EnumIndex(byte* data, int row) => _storage switch
    {
        DuckType.UTinyInt => data[row],
        DuckType.USmallInt => ((ushort*)data)[row],
        _ => checked((int)((uint*)data)[row]),
    };

    private (NativeBuffer?[] Buffers, Column[] Children) ReadList(
        ReadOnlySpan<RowRun> runs, int rows, NativeBuffer? validity, BatchMemory memory)
    {
        NativeBuffer offsets = memory.Allocate((rows + 1L) * sizeof(int));
        int* ends = (int*)offsets.Pointer + 1;
        var items = new List<RowRun>();
        long total = 0;
        int to = 0;
        foreach (RowRun run in runs)
        {
            var entries = (DuckListEntry*)duckdb_vector_get_data(run.Vector);
            nint child = duckdb_list_vector_get_child(run.Vector);
            for (int i = run.Start; i < run.Start + run.Count; i++, to++)
            {
                int count = IsNull(validity, to) ? 0 : (int)entries[i].Length;
                if (count > 0) AddRun(items, new RowRun(child, (int)entries[i].Offset, count));
                total += count;
                ends[to] = unchecked((int)total);
            }
        }

        CheckSize(total);
        return ([validity, offsets], [_children[0].Read(CollectionsMarshal.AsSpan(items), (int)total, memory)]);
    }

    // Lists mostly follow one another: then a chunk's items are one run.
    private static void AddRun(List<RowRun> runs, RowRun next)
    {
        RowRun last = runs.Count > 0 ? runs[^1] : default;
        if (last.Vector == next.Vector && last.Start + last.Count == next.Start)
            runs[^1] = last with { Count = last.Count + next.Count };
        else
            runs.Add(next);
    }

    private long CheckSize(long total) => total <= int.MaxValue ? total : throw new ResourceException(
        $"Column '{_column}' passes 2 GiB in one batch. Use a smaller --batch-rows.");
}
