using System.Text;

namespace Tauric.Engine.Columnar;

/// <summary>
/// An immutable Arrow array: a type, a window of rows over shared buffers, children and perhaps a dictionary.
/// </summary>
/// <remarks>
/// One class serves every type; <see cref="Layout"/> says which buffers there are. Buffers follow the Arrow order,
/// validity first (absent when no row is null). A struct's children and a fixed-size list's child are sliced with it,
/// so row i of the parent is row i (or rows i·n…) of the child; a list's child is not, because its offsets point into
/// the whole. The owner disposes; a column that shares buffers holds references of its own.
/// </remarks>
public sealed class Column : IDisposable
{
    private readonly NativeBuffer?[] _buffers;
    private readonly Column[] _children;
    private int _nullCount;
    private bool _disposed;

    /// <summary>Takes over the references to the buffers, the children and the dictionary.</summary>
    /// <param name="nullCount">−1 when not known: it is then counted on demand.</param>
    public Column(ArrowType type, int length, NativeBuffer?[] buffers, Column[]? children = null,
        Column? dictionary = null, int offset = 0, int nullCount = -1)
    {
        Type = type;
        Length = length;
        Offset = offset;
        _buffers = buffers;
        _children = children ?? [];
        Dictionary = dictionary;
        _nullCount = buffers[0] is null ? 0 : nullCount;
    }

    public ArrowType Type { get; }

    public int Length { get; }

    /// <summary>First row of the window, in rows of the buffers.</summary>
    public int Offset { get; }

    public IReadOnlyList<NativeBuffer?> Buffers => _buffers;

    public IReadOnlyList<Column> Children => _children;

    public Column? Dictionary { get; }

    public int NullCount
    {
        get
        {
            if (_nullCount < 0) _nullCount = Length - Bitmap.CountSet(_buffers[0]!.Span<byte>(), Offset, Length);
            return _nullCount;
        }
    }

    public bool IsNull(int row) =>
        _buffers[0] is { } validity && !Bitmap.Get(validity.Span<byte>(), Offset + Checked(row));

    /// <summary>The rows as values: numbers, timestamps (µs), dates (days), dictionary indices. Null rows hold
    /// anything.</summary>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged
    {
        unsafe
        {
            if (Type.Width != sizeof(T)) throw new InvalidOperationException(
                $"A {Type} column has no {typeof(T).Name} values.");
        }

        return Length == 0 ? [] : _buffers[1]!.Span<T>().Slice(Offset, Length);
    }

    public bool Bit(int row)
    {
        if (Type.Layout != Layout.Bits) throw new InvalidOperationException($"A {Type} column has no bits.");
        return Bitmap.Get(_buffers[1]!.Span<byte>(), Offset + Checked(row));
    }

    /// <summary>Length + 1 offsets of a utf8, binary or list column.</summary>
    public ReadOnlySpan<int> Offsets =>
        Type.Layout is Layout.Variable or Layout.List
            ? _buffers[1]!.Span<int>().Slice(Offset, Length + 1)
            : throw new InvalidOperationException($"A {Type} column has no offsets.");

    /// <summary>The bytes of a utf8 or binary row, also through a dictionary. A null row is empty.</summary>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        if (Type.Layout == Layout.Dictionary) return IsNull(row) ? [] : Dictionary!.Bytes(Index(row));
        if (Type.Layout != Layout.Variable) throw new InvalidOperationException($"A {Type} column has no bytes.");
        ReadOnlySpan<int> offsets = _buffers[1]!.Span<int>().Slice(Offset + Checked(row), 2);
        return _buffers[2] is { } data ? data.Span<byte>()[offsets[0]..offsets[1]] : [];
    }

    /// <summary>A utf8 row as a string; null when the row is null.</summary>
    public string? Text(int row) => IsNull(row) ? null : Encoding.UTF8.GetString(Bytes(row));

    /// <summary>Index of a row into the dictionary.</summary>
    public int Index(int row) => Type.Width switch
    {
        1 => ((DictionaryType)Type).Index.Signed ? Values<sbyte>()[row] : Values<byte>()[row],
        2 => ((DictionaryType)Type).Index.Signed ? Values<short>()[row] : Values<ushort>()[row],
        4 => Values<int>()[row],
        _ => checked((int)Values<long>()[row]),
    };

    /// <summary>Rows of the child that make up row <paramref name="row"/> of a list or fixed-size list.</summary>
    public Range ItemRange(int row)
    {
        if (Type is FixedListType fixedList) return (row * fixedList.Size)..((row + 1) * fixedList.Size);
        ReadOnlySpan<int> offsets = Offsets;
        return offsets[row]..offsets[row + 1];
    }

    /// <summary>The same memory, another handle: dispose it too.</summary>
    public Column Retain() => Slice(0, Length);

    /// <summary>A window without a copy. The result holds references of its own.</summary>
    public Column Slice(int start, int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (start < 0 || length < 0 || start > Length - length)
            throw new ArgumentOutOfRangeException(nameof(start), $"Rows {start}..{start + length} of {Length}.");
        var buffers = Array.ConvertAll(_buffers, b => b?.Retain());
        Column[] children = Type switch
        {
            StructType => Array.ConvertAll(_children, c => c.Slice(start, length)),
            FixedListType f => [_children[0].Slice(checked(start * f.Size), checked(length * f.Size))],
            _ => Array.ConvertAll(_children, c => c.Retain()),
        };
        int nullCount = length == Length ? _nullCount : -1;
        return new Column(Type, length, buffers, children, Dictionary?.Retain(), Offset + start, nullCount);
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        foreach (NativeBuffer? buffer in _buffers) buffer?.Release();
        foreach (Column child in _children) child.Dispose();
        Dictionary?.Dispose();
    }

    private int Checked(int row) => (uint)row < (uint)Length
        ? row
        : throw new ArgumentOutOfRangeException(nameof(row), $"Row {row} of {Length}.");
}
