namespace Tauric.Adapters.Models.Gguf;

/// <summary>How the numbers of a tensor lie in a file, as ggml numbers them; some have names.</summary>
public enum GgufTensorType
{
    F32 = 0,
    F16 = 1,
#pragma warning disable CA1707   // Its name everywhere.
    Q8_0 = 8,
#pragma warning restore CA1707
    BF16 = 30,
}

/// <param name="Shape">As in the file: the length of a row first, then how many rows.</param>
/// <param name="Offset">Of its first byte in the file.</param>
public sealed record GgufTensor(string Name, GgufTensorType Type, IReadOnlyList<long> Shape, long Offset)
{
    public long Elements => Shape.Aggregate(1L, static (product, length) => checked(product * length));
}

internal static class GgufTypes
{
    /// <summary>
    /// Numbers in a block and its bytes, for the types llama.cpp 0.5.0 computes with (ggml-common.h); null for others.
    /// </summary>
    public static (int Elements, int Bytes)? BlockOf(GgufTensorType type) => (int)type switch
    {
        0 or 26 => (1, 4),                                  // F32, I32
        1 or 25 or 30 => (1, 2),                            // F16, I16, BF16
        24 => (1, 1),                                       // I8
        27 or 28 => (1, 8),                                 // I64, F64
        2 => (32, 18), 3 => (32, 20),                       // Q4_0, Q4_1
        6 => (32, 22), 7 => (32, 24),                       // Q5_0, Q5_1
        8 => (32, 34), 9 => (32, 36),                       // Q8_0, Q8_1
        10 => (256, 84), 11 => (256, 110), 12 => (256, 144),                        // Q2_K, Q3_K, Q4_K
        13 => (256, 176), 14 => (256, 210), 15 => (256, 292),                       // Q5_K, Q6_K, Q8_K
        16 => (256, 66), 17 => (256, 74), 18 => (256, 98), 19 => (256, 50),         // IQ2_XXS, IQ2_XS, IQ3_XXS, IQ1_S
        20 => (32, 18), 21 => (256, 110), 22 => (256, 82), 23 => (256, 136),        // IQ4_NL, IQ3_S, IQ2_S, IQ4_XS
        29 => (256, 56),                                                            // IQ1_M
        34 => (256, 54), 35 => (256, 66), 39 => (32, 17),   // TQ1_0, TQ2_0, MXFP4
        _ => null,
    };
}
