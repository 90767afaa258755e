using System.Numerics;
using System.Text;
using Tauric.Engine;

namespace Tauric.Adapters.Models.Gguf;

/// <summary>One reading of a header, from the first byte to the tensors' data.</summary>
internal sealed class GgufHeader(string path, Stream stream, BinaryReader reader)
{
    public const uint Magic = 0x46554747;   // "GGUF"
    public const string AlignmentKey = "general.alignment";
    public const uint AlignmentDefault = 32;

    private const long HeaderBytesMax = 1L << 28;   // The largest vocabularies take a few dozen MiB.
    private const int NameBytesMax = 1 << 16;

    public GgufFile Read()
    {
        if (Left < 24) throw Broken($"it has {Left} bytes, and a header alone takes 24");
        if (reader.ReadUInt32() != Magic) throw Broken("it does not start with GGUF");
        uint version = reader.ReadUInt32();
        if (version is not (2 or 3)) throw Broken($"version {version} is not one of 2 and 3, little-endian");
        int tensors = Count("tensors", reader.ReadUInt64(), bytesEach: 24);
        int pairs = Count("metadata pairs", reader.ReadUInt64(), bytesEach: 13);
        Dictionary<string, object> metadata = ReadMetadata(pairs);
        return new GgufFile(path, metadata, ReadTensors(tensors, AlignmentOf(metadata)));
    }

    private long Left => Math.Min(stream.Length, HeaderBytesMax) - stream.Position;

    private Dictionary<string, object> ReadMetadata(int pairs)
    {
        var metadata = new Dictionary<string, object>(StringComparer.Ordinal);
        for (int i = 0; i < pairs; i++)
        {
            string key = Text($"the key of metadata pair {i}", NameBytesMax);
            if (!metadata.TryAdd(key, Value(key, (GgufValue)Number(key, 4))))
                throw Broken($"metadata key '{key}' occurs twice");
        }

        return metadata;
    }

    private object Value(string key, GgufValue kind) => kind switch
    {
        GgufValue.UInt8 => (byte)Number(key, 1),
        GgufValue.Int8 => (sbyte)Number(key, 1),
        GgufValue.UInt16 => (ushort)Number(key, 2),
        GgufValue.Int16 => (short)Number(key, 2),
        GgufValue.UInt32 => (uint)Number(key, 4),
        GgufValue.Int32 => (int)Number(key, 4),
        GgufValue.Float32 => BitConverter.UInt32BitsToSingle((uint)Number(key, 4)),
        GgufValue.Bool => Number(key, 1) switch { 0 => false, 1 => true, _ => throw Broken($"'{key}' is no bool") },
        GgufValue.String => Text($"'{key}'", HeaderBytesMax),
        GgufValue.UInt64 => Number(key, 8),
        GgufValue.Int64 => (long)Number(key, 8),
        GgufValue.Float64 => BitConverter.UInt64BitsToDouble(Number(key, 8)),
        GgufValue.Array => Values(key, (GgufValue)Number(key, 4)),
        _ => throw Broken($"'{key}' has the unknown type {(uint)kind}"),
    };

    private object Values(string key, GgufValue kind) => kind switch
    {
        GgufValue.UInt8 => Values<byte>(key, kind, 1),
        GgufValue.Int8 => Values<sbyte>(key, kind, 1),
        GgufValue.UInt16 => Values<ushort>(key, kind, 2),
        GgufValue.Int16 => Values<short>(key, kind, 2),
        GgufValue.UInt32 => Values<uint>(key, kind, 4),
        GgufValue.Int32 => Values<int>(key, kind, 4),
        GgufValue.Float32 => Values<float>(key, kind, 4),
        GgufValue.Bool => Values<bool>(key, kind, 1),
        GgufValue.String => Values<string>(key, kind, 8),
        GgufValue.UInt64 => Values<ulong>(key, kind, 8),
        GgufValue.Int64 => Values<long>(key, kind, 8),
        GgufValue.Float64 => Values<double>(key, kind, 8),
        _ => throw Broken($"'{key}' is an array of the type {(uint)kind}, which no model uses"),
    };

    private T[] Values<T>(string key, GgufValue kind, int bytesEach)
    {
        var values = new T[Count($"values of '{key}'", Number(key, 8), bytesEach)];
        for (int i = 0; i < values.Length; i++) values[i] = (T)Value(key, kind);
        return values;
    }

    private List<GgufTensor> ReadTensors(int count, uint alignment)
    {
        var tensors = new List<GgufTensor>(count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string name = Text($"the name of tensor {i}", NameBytesMax);
            if (!names.Add(name)) throw Broken($"tensor '{name}' occurs twice");
            int dimensions = (int)Math.Min(Number(name, 4), int.MaxValue);
            if (dimensions is < 1 or > 4) throw Broken($"tensor '{name}' has {dimensions} dimensions");
            var shape = new long[dimensions];
            for (int d = 0; d < dimensions; d++) shape[d] = (long)Math.Min(Number(name, 8), long.MaxValue);
            var type = (GgufTensorType)Number(name, 4);
            ulong offset = Number(name, 8);
            if (offset % alignment != 0 || offset > (ulong)stream.Length)
                throw Broken($"the data of tensor '{name}' starts at {offset}");
            tensors.Add(new GgufTensor(name, type, shape, (long)offset));
        }

        long data = (stream.Position + alignment - 1) / alignment * alignment;
        return [.. tensors.Select(tensor => Placed(tensor, data))];
    }

    private GgufTensor Placed(GgufTensor tensor, long data)
    {
        GgufTensor placed = tensor with { Offset = data + tensor.Offset };
        if (GgufTypes.BlockOf(tensor.Type) is not { } block)
            throw Broken($"tensor '{tensor.Name}' has the unknown type {(int)tensor.Type}");
        if (tensor.Shape.Any(length => length < 1) || tensor.Shape[0] % block.Elements != 0)
            throw Broken($"tensor '{tensor.Name}' has the shape {string.Join(" × ", tensor.Shape)}");
        BigInteger bytes = tensor.Shape.Aggregate((BigInteger)block.Bytes, static (b, n) => b * n) / block.Elements;
        BigInteger end = placed.Offset + bytes;
        return end <= stream.Length
            ? placed
            : throw Broken($"tensor '{tensor.Name}' ends at byte {end}, and the file has {stream.Length}: truncated?");
    }

    private uint AlignmentOf(Dictionary<string, object> metadata)
    {
        if (!metadata.TryGetValue(AlignmentKey, out object? given)) return AlignmentDefault;
        return given is uint alignment && BitOperations.IsPow2(alignment)
            ? alignment
            : throw Broken($"{AlignmentKey} is {given}, not a power of two");
    }

    private int Count(string what, ulong claimed, int bytesEach) =>
        claimed <= (ulong)(Left / bytesEach)
            ? (int)claimed
            : throw Broken($"it claims {claimed} {what}, more than its {stream.Length} bytes can hold");

    private ulong Number(string where, int bytes)
    {
        if (Left < bytes) throw Broken($"it ends within '{where}'");
        return bytes switch
        {
            1 => reader.ReadByte(),
            2 => reader.ReadUInt16(),
            4 => reader.ReadUInt32(),
            _ => reader.ReadUInt64(),
        };
    }

    private string Text(string what, long bytesMax)
    {
        ulong length = Number(what, 8);
        if (length > (ulong)Math.Min(Left, bytesMax)) throw Broken($"{what} claims {length} bytes");
        byte[] bytes = reader.ReadBytes((int)length);
        // Tokens of some vocabularies are single bytes, not text; as Latin-1 they stay what they are.
        return (System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
    }

    private DataException Broken(string what) => new($"'{path}' is no usable GGUF model: {what}.");
}

/// <summary>Types of metadata values, as the format numbers them.</summary>
internal enum GgufValue : uint
{
    UInt8, Int8, UInt16, Int16, UInt32, Int32, Float32, Bool, String, Array, UInt64, Int64, Float64,
}
