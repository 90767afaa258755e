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
        0 or 26 => (1, 4),   // F32, I32
        1 or 25 or 30 => (1, 2),   // F16, I16, BF16
        24 => (1, 1),   // I8
        27 or 28 => (1, 8),   // I64, F64
        2 => (32, 18),   // Q4_0
        3 => (32, 20),   // Q4_1
        6 => (32, 22),   // Q5_0
        7 => (32, 24),   // Q5_1
        8 => (32, 34),   // Q8_0
        9 => (32, 36),   // Q8_1
        10 => (256, 84),   // Q2_K
        11 => (256, 110),   // Q3_K
        12 => (256, 144),   // Q4_K
        13 => (256, 176),   // Q5_K
        14 => (256, 210),   // Q6_K
        15 => (256, 292),   // Q8_K
        16 => (256, 66),   // IQ2_XXS
        17 => (256, 74),   // IQ2_XS
        18 => (256, 98),   // IQ3_XXS
        19 => (256, 50),   // IQ1_S
        20 => (32, 18),   // IQ4_NL
        21 => (256, 110),   // IQ3_S
        22 => (256, 82),   // IQ2_S
        23 => (256, 136),   // IQ4_XS
        29 => (256, 56),   // IQ1_M
        34 => (256, 54),   // TQ1_0
        35 => (256, 66),   // TQ2_0
        39 => (32, 17),   // MXFP4
        _ => null,
    };
}
