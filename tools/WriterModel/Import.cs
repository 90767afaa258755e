using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tauric.Adapters.Models.Gguf;

namespace Tauric.WriterModel;

/// <summary>Weights of a model that was exported before, to train it further.</summary>
internal static class Import
{
    private const int BlockValues = 32;
    private const int BlockBytes = 34;    // Q8_0: a scale in half precision, then a signed byte each.

    public static void Read(string path, Weights weights)
    {
        byte[] file = File.ReadAllBytes(path);
        Dictionary<string, GgufTensor> tensors =
            GgufFile.Open(path).Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in weights.Parameters)
        {
            GgufTensor tensor = tensors[parameter.Name];
            if (tensor.Elements != parameter.Length) throw new ArgumentException($"{path}: shape of {tensor.Name}");
            ReadOnlySpan<byte> bytes = file.AsSpan((int)tensor.Offset);
            Span<float> values = weights.Values.Span.Slice(parameter.Offset, parameter.Length);
            if (tensor.Type == GgufTensorType.Q8_0) Dequantise(bytes, values);
            else MemoryMarshal.Cast<byte, float>(bytes[..(4 * values.Length)]).CopyTo(values);
        }
    }

    private static void Dequantise(ReadOnlySpan<byte> blocks, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> block = blocks.Slice(i / BlockValues * BlockBytes, BlockBytes);
            values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(block) * (sbyte)block[2 + (i % BlockValues)];
        }
    }
}
