using System.Runtime.InteropServices;
using System.Text;
using Tauric.Engine;

namespace Tauric.Adapters.Models.Gguf;

/// <summary>Fills one row of a tensor.</summary>
public delegate void RowWriter(long row, Span<float> values);

/// <summary>
/// Writes a GGUF file, version 3, little-endian, aligned to 32 bytes: the same bytes for the same calls. Rows are asked
/// for while the file is written, so a model need not fit in memory.
/// </summary>
public sealed class GgufWriter
{
    private const int Alignment = (int)GgufHeader.AlignmentDefault;

    private readonly List<(string Key, object Value)> _metadata = [];
    private readonly List<(GgufTensor Tensor, RowWriter Rows)> _tensors = [];
    private long _dataBytes;

    /// <param name="value">
    /// A number, bool or string, or an array of one of these; its type in C# is its type in the file.
    /// </param>
    public GgufWriter Set(string key, object value)
    {
        if (_metadata.Any(pair => pair.Key == key)) throw new BugException($"GGUF key '{key}' is set twice.");
        _ = KindOf(value is Array array ? array.GetType().GetElementType()! : value.GetType());
        _metadata.Add((key, value));
        return this;
    }

    /// <param name="type">F32 or Q8_0; in the latter rows are a multiple of 32 long.</param>
    /// <param name="shape">Length of a row, then how many rows (left out: one).</param>
    /// <param name="rows">Called once for each row, in order, when the file is written.</param>
    public GgufWriter Add(string name, GgufTensorType type, RowWriter rows, params long[] shape)
    {
        if (type is not (GgufTensorType.F32 or GgufTensorType.Q8_0) || shape.Length is < 1 or > 4
            || (type == GgufTensorType.Q8_0 && shape[0] % Q8Block.Elements != 0))
        {
            throw new BugException($"Tensor '{name}' cannot be {type} of {string.Join(" × ", shape)}.");
        }

        var tensor = new GgufTensor(name, type, shape, _dataBytes);
        _tensors.Add((tensor, rows));
        _dataBytes += Padded(BytesOf(type, shape[0]) * (tensor.Elements / shape[0]));
        return this;
    }

    /// <param name="values">Row after row.</param>
    public GgufWriter Add(string name, GgufTensorType type, float[] values, params long[] shape)
    {
        Add(name, type, (row, target) => values.AsSpan((int)(row * shape[0]), target.Length).CopyTo(target), shape);
        return _tensors[^1].Tensor.Elements == values.Length
            ? this
            : throw new BugException($"Tensor '{name}' has {values.Length} values for {string.Join(" × ", shape)}.");
    }

    /// <exception cref="DataException">A weight is not finite: says which tensor and row.</exception>
    public void Save(string path)
    {
        using FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        Save(stream);
    }

    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(GgufHeader.Magic);
        writer.Write(3u);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_metadata.Count);
        long header = 24;
        foreach ((string key, object value) in _metadata) header += WriteText(writer, key) + WriteTyped(writer, value);
        foreach ((GgufTensor tensor, _) in _tensors) header += WriteInfo(writer, tensor);
        Pad(writer, header);
        foreach ((GgufTensor tensor, RowWriter rows) in _tensors) WriteData(writer, tensor, rows);
    }

    private static long WriteInfo(BinaryWriter writer, GgufTensor tensor)
    {
        long bytes = WriteText(writer, tensor.Name);
        writer.Write((uint)tensor.Shape.Count);
        foreach (long length in tensor.Shape) writer.Write((ulong)length);
        writer.Write((uint)tensor.Type);
        writer.Write((ulong)tensor.Offset);
        return bytes + 4 + (8 * tensor.Shape.Count) + 4 + 8;
    }

    private static void WriteData(BinaryWriter writer, GgufTensor tensor, RowWriter rows)
    {
        float[] row = new float[tensor.Shape[0]];
        byte[] bytes = new byte[BytesOf(tensor.Type, row.Length)];
        long count = tensor.Elements / row.Length;
        for (long r = 0; r < count; r++)
        {
            rows(r, row);
            if (!AllFinite(row)) throw new DataException($"Tensor '{tensor.Name}' is not finite in row {r}.");
            if (tensor.Type == GgufTensorType.Q8_0) Q8Block.Quantize(row, bytes);
            else MemoryMarshal.AsBytes(row).CopyTo(bytes);
            writer.Write(bytes);
        }

        Pad(writer, count * bytes.Length);
    }

    private static bool AllFinite(ReadOnlySpan<float> row)
    {
        foreach (float value in row)
            if (!float.IsFinite(value)) return false;
        return true;
    }

    private static long WriteTyped(BinaryWriter writer, object value)
    {
        if (value is not Array array)
        {
            writer.Write((uint)KindOf(value.GetType()));
            return 4 + WriteValue(writer, value);
        }

        writer.Write((uint)GgufValue.Array);
        writer.Write((uint)KindOf(array.GetType().GetElementType()!));
        writer.Write((ulong)array.Length);
        long bytes = 16;
        foreach (object item in array) bytes += WriteValue(writer, item);
        return bytes;
    }

    private static long WriteValue(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case string text: return WriteText(writer, text);
            case bool flag: writer.Write(flag); return 1;
            case byte number: writer.Write(number); return 1;
            case sbyte number: writer.Write(number); return 1;
            case ushort number: writer.Write(number); return 2;
            case short number: writer.Write(number); return 2;
            case uint number: writer.Write(number); return 4;
            case int number: writer.Write(number); return 4;
            case float number: writer.Write(number); return 4;
            case ulong number: writer.Write(number); return 8;
            case long number: writer.Write(number); return 8;
            default: writer.Write((double)value); return 8;
        }
    }

    private static long WriteText(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
        return 8 + bytes.Length;
    }

    private static void Pad(BinaryWriter writer, long written) =>
        writer.Write(new byte[Padded(written) - written]);

    private static long Padded(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    private static int BytesOf(GgufTensorType type, long elements)
    {
        (int each, int bytes) = GgufTypes.BlockOf(type)!.Value;
        return checked((int)(elements / each * bytes));
    }

    private static GgufValue KindOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => GgufValue.UInt8,
        TypeCode.SByte => GgufValue.Int8,
        TypeCode.UInt16 => GgufValue.UInt16,
        TypeCode.Int16 => GgufValue.Int16,
        TypeCode.UInt32 => GgufValue.UInt32,
        TypeCode.Int32 => GgufValue.Int32,
        TypeCode.Single => GgufValue.Float32,
        TypeCode.Boolean => GgufValue.Bool,
        TypeCode.String => GgufValue.String,
        TypeCode.UInt64 => GgufValue.UInt64,
        TypeCode.Int64 => GgufValue.Int64,
        TypeCode.Double => GgufValue.Float64,
        _ => throw new BugException($"GGUF has no type for {type}."),
    };
}
