using System.Buffers;
using System.Buffers.Binary;
using Npgsql;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>
/// Record batches in the binary format of COPY (PostgreSQL's manual, "COPY", version 1): a count and a length before
/// each value, integers big-endian, instants counted from 2000. Values go from column memory to the wire.
/// </summary>
internal sealed class CopyBinary : IDisposable
{
    private const int DaysTo2000 = 10_957;
    private const long MicrosTo2000 = DaysTo2000 * 86_400_000_000L;
    private const int Null = -1;

    private readonly Stream _out;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
    private int _length;

    private CopyBinary(Stream @out) => _out = @out;

    private static ReadOnlySpan<byte> Head =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', 10, 255, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Inserts rows, columns matched by name.</summary>
    public static void Insert(NpgsqlConnection connection, string table, params IReadOnlyList<RecordBatch> batches)
    {
        if (batches.Sum(b => b.Length) == 0) return;
        string columns = string.Join(", ", batches[0].Schema.Fields.Select(f => PostgresSql.Quote(f.Name)));
        using NpgsqlRawCopyStream stream = connection.BeginRawBinaryCopy(
            $"COPY {PostgresSql.Quote(table)} ({columns}) FROM STDIN (FORMAT BINARY)");
        try
        {
            using var copy = new CopyBinary(stream);
            copy.Bytes(Head);
            foreach (RecordBatch batch in batches) copy.Rows(batch);
            copy.Int16(-1);
            copy.Flush();
        }
        catch
        {
            Cancel(stream);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static void Cancel(NpgsqlRawCopyStream stream)
    {
        try
        {
            stream.Cancel();
        }
        catch (Exception e) when (PostgresFault.Is(e) || e is ObjectDisposedException)
        {
            // The connection is gone: why the copy failed is what the caller must hear.
        }
    }

    private void Rows(RecordBatch batch)
    {
        for (int row = 0; row < batch.Length; row++)
        {
            Int16((short)batch.Columns.Count);
            foreach (Column column in batch.Columns)
            {
                if (column.IsNull(row)) Int32(Null);
                else Value(column, row);
            }
        }
    }

    private void Value(Column column, int row)
    {
        switch (column.Type)
        {
            case BoolType:
                Int32(1);
                Room(1)[0] = column.Bit(row) ? (byte)1 : (byte)0;
                _length++;
                break;
            case IntegerType { Bytes: 1 }:
                Int32(2);
                Int16(column.Values<sbyte>()[row]);
                break;
            case IntegerType { Bytes: 2 }:
                Int32(2);
                Int16(column.Values<short>()[row]);
                break;
            case IntegerType { Bytes: 4 } or FloatType { Bytes: 4 }:
                Int32(4);
                Int32(column.Values<int>()[row]);
                break;
            case IntegerType or FloatType:
                Int32(8);
                Int64(column.Values<long>()[row]);
                break;
            case TimestampType:
                Int32(8);
                Int64(column.Values<long>()[row] - MicrosTo2000);
                break;
            case DateType:
                Int32(4);
                Int32(column.Values<int>()[row] - DaysTo2000);
                break;
            case BytesType type:
                Variable(column.Bytes(row), type.IsText);
                break;
            default:
                throw new BugException($"There is no COPY format for {column.Type}.");
        }
    }

    private void Variable(ReadOnlySpan<byte> bytes, bool isText)
    {
        Int32(bytes.Length);
        // A text of PostgreSQL holds no NUL.
        while (isText && bytes.IndexOf((byte)0) is var nul and >= 0)
        {
            Bytes(bytes[..nul]);
            Bytes(" "u8);
            bytes = bytes[(nul + 1)..];
        }

        Bytes(bytes);
    }

    private void Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(2), value);
        _length += 2;
    }

    private void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(4), value);
        _length += 4;
    }

    private void Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Room(8), value);
        _length += 8;
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length)
        {
            Flush();
            _out.Write(bytes);
            return;
        }

        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private Span<byte> Room(int bytes)
    {
        if (_length + bytes > _buffer.Length) Flush();
        return _buffer.AsSpan(_length, bytes);
    }

    private void Flush()
    {
        _out.Write(_buffer, 0, _length);
        _length = 0;
    }
}
