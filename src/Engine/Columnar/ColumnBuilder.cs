using System.Text;

namespace Tauric.Engine.Columnar;

/// <summary>
/// Appends rows of one column; <see cref="Build"/> hands the memory over without a copy and leaves the builder empty.
/// </summary>
/// <remarks>
/// Nested rows are appended to the children first and then closed: a list row takes the child rows appended since
/// the last close, a struct row one row of every child, a fixed-size list row exactly its size.
/// </remarks>
public sealed class ColumnBuilder : IDisposable
{
    private readonly ColumnBuilder[] _children;
    private readonly ColumnBuilder? _dictionary;
    private readonly Dictionary<string, int> _interned = new(StringComparer.Ordinal);
    private GrowingBuffer _validity;
    private GrowingBuffer _values;   // Values, bits, offsets or indices.
    private GrowingBuffer _bytes;    // Of variable rows.
    private int _nullCount;

    public ColumnBuilder(ArrowType type)
    {
        Type = type;
        _children = [.. type.Fields.Select(f => new ColumnBuilder(f.Type))];
        if (type is DictionaryType dictionary) _dictionary = new ColumnBuilder(dictionary.Value);
        if (type.Layout is Layout.Variable or Layout.List) _values.Append(0);
    }

    public ArrowType Type { get; }

    public int Length { get; private set; }

    public ColumnBuilder Child(int index = 0) => _children[index];

    /// <summary>A number, timestamp (µs) or date (days) of exactly this width.</summary>
    public void Append<T>(T value) where T : unmanaged
    {
        unsafe
        {
            if (Type.Layout != Layout.Fixed || sizeof(T) != Type.Width) throw Wrong(typeof(T).Name);
        }

        _values.Append(value);
        Close();
    }

    public void Append<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        foreach (T value in values) Append(value);
    }

    public void AppendBool(bool value)
    {
        if (Type.Layout != Layout.Bits) throw Wrong("bool");
        _values.EnsureBits(Length + 1);
        if (value) Bitmap.Set(_values.Written, Length);
        Close();
    }

    /// <summary>A UTF-8 or binary row; with a dictionary type, an interned one.</summary>
    public void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        if (Type.Layout == Layout.Dictionary)
        {
            AppendIndex(Intern((InternsText ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes)));
            return;
        }

        if (Type.Layout != Layout.Variable) throw Wrong("bytes");
        _bytes.Append(bytes);
        _values.Append(checked((int)_bytes.Length));
        Close();
    }

    /// <summary>Text, or null. Unpaired surrogates are replaced, so the column is always valid UTF-8.</summary>
    public void AppendText(string? text)
    {
        if (text is null)
        {
            AppendNull();
        }
        else if (Type.Layout == Layout.Dictionary)
        {
            AppendIndex(Intern(InternsText ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))));
        }
        else
        {
            if (Type.Layout != Layout.Variable) throw Wrong("text");
            int most = Encoding.UTF8.GetMaxByteCount(text.Length);
            _bytes.Commit(Encoding.UTF8.GetBytes(text, _bytes.Reserve(most)));
            _values.Append(checked((int)_bytes.Length));
            Close();
        }
    }

    public void AppendNull()
    {
        switch (Type.Layout)
        {
            case Layout.Bits: _values.EnsureBits(Length + 1); break;
            case Layout.Variable: _values.Append(checked((int)_bytes.Length)); break;
            case Layout.List: _values.Append(_children[0].Length); break;
            case Layout.Struct: foreach (ColumnBuilder child in _children) child.AppendNull(); break;
            case Layout.FixedList:
                for (int i = ((FixedListType)Type).Size; i > 0; i--) _children[0].AppendNull();
                break;
            default: _values.Reserve(Type.Width).Clear(); _values.Commit(Type.Width); break;
        }

        _validity.EnsureBits(Length + 1, fill: _nullCount == 0 ? Length : -1);
        _nullCount++;
        Length++;
    }

    /// <summary>Ends a list, fixed-size list or struct row whose children have been appended.</summary>
    public void CloseRow()
    {
        if (Type.Layout == Layout.List) _values.Append(_children[0].Length);
        int wanted = Type is FixedListType f ? checked((Length + 1) * f.Size) : Length + 1;
        bool aligned = Type.Layout switch
        {
            Layout.List => true,
            Layout.Struct or Layout.FixedList => Array.TrueForAll(_children, c => c.Length == wanted),
            _ => throw Wrong("nested rows"),
        };
        if (!aligned) throw new InvalidOperationException(
            $"Row {Length} of {Type}: a child does not have {wanted} rows.");
        Close();
    }

    public Column Build()
    {
        NativeBuffer? validity = _nullCount == 0 ? null : _validity.Detach();
        NativeBuffer?[] buffers = Type.Layout switch
        {
            Layout.Variable => [validity, _values.Detach(), _bytes.Detach()],
            Layout.Struct or Layout.FixedList => [validity],
            _ => [validity, _values.Detach()],
        };
        var column = new Column(Type, Length, buffers, Array.ConvertAll(_children, c => c.Build()),
            _dictionary?.Build(),
            nullCount: _nullCount);
        (Length, _nullCount) = (0, 0);
        _validity.Dispose();
        _interned.Clear();
        if (Type.Layout is Layout.Variable or Layout.List) _values.Append(0);
        return column;
    }

    public void Dispose()
    {
        _validity.Dispose();
        _values.Dispose();
        _bytes.Dispose();
        foreach (ColumnBuilder child in _children) child.Dispose();
        _dictionary?.Dispose();
    }

    private bool InternsText => Type is DictionaryType { Value: BytesType { IsText: true } };

    /// <param name="key">The text, or one character a byte where the dictionary holds binary values.</param>
    private int Intern(string key)
    {
        if (_interned.TryGetValue(key, out int index)) return index;
        var dictionary = (DictionaryType)Type;
        int bits = (dictionary.Width * 8) - (dictionary.Index.Signed ? 1 : 0);
        if (bits < 31 && _dictionary!.Length == 1 << bits)
            throw new InvalidOperationException($"A {Type} column takes no more than {1 << bits} distinct values.");
        _interned.Add(key, index = _dictionary!.Length);
        if (InternsText) _dictionary.AppendText(key);
        else _dictionary.AppendBytes(Encoding.Latin1.GetBytes(key));
        return index;
    }

    private void AppendIndex(int index)
    {
        switch (Type.Width)
        {
            case 1: _values.Append((byte)index); break;
            case 2: _values.Append((ushort)index); break;
            case 4: _values.Append(index); break;
            default: _values.Append((long)index); break;
        }

        Close();
    }

    private void Close()
    {
        if (_nullCount > 0)
        {
            _validity.EnsureBits(Length + 1);
            Bitmap.Set(_validity.Written, Length);
        }

        Length++;
    }

    private InvalidOperationException Wrong(string what) => new($"A {Type} column takes no {what}.");
}
