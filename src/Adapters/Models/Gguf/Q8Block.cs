using System.Buffers.Binary;

namespace Tauric.Adapters.Models.Gguf;

/// <summary>
/// 32 weights as a half-precision scale and a signed byte each: weight = scale × byte, scale = largest magnitude / 127
/// (ggml's Q8_0, rounded as its reference does: halves away from zero).
/// </summary>
internal static class Q8Block
{
    public const int Elements = 32;
    public const int Bytes = 34;

    public static void Quantize(ReadOnlySpan<float> row, Span<byte> blocks)
    {
        for (; !row.IsEmpty; row = row[Elements..], blocks = blocks[Bytes..])
        {
            float most = 0;
            foreach (float weight in row[..Elements]) most = MathF.Max(most, MathF.Abs(weight));
            float scale = most / 127;
            float inverse = scale == 0 ? 0 : 1 / scale;
            BinaryPrimitives.WriteHalfLittleEndian(blocks, (Half)scale);
            for (int i = 0; i < Elements; i++)
                blocks[2 + i] = (byte)(sbyte)MathF.Round(row[i] * inverse, MidpointRounding.AwayFromZero);
        }
    }
}
