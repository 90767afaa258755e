using System.Runtime.InteropServices;

namespace Tauric.Native.Llama;

// Structures and enumerations of llama.h 0.5.0. LlamaAbi checks their sizes and what the library fills them with.

internal enum FlashAttention
{
    Auto = -1,
    Disabled = 0,
    Enabled = 1,
}

internal enum Pooling
{
    Unspecified = -1,
    None = 0,
    Mean = 1,
    Cls = 2,
    Last = 3,
    Rank = 4,
}

internal enum GgmlType
{
    F32 = 0,
    F16 = 1,
    Q8_0 = 8,
}

internal enum LlamaLoadMode
{
    Auto = -1,
    Read = 0,
    Map = 1,
}

/// <summary>What <c>llama_decode</c> returns.</summary>
internal enum DecodeStatus
{
    /// <summary>What was decoded before stays in the memory.</summary>
    Fatal = -3,
    Invalid = -1,
    Done = 0,

    /// <summary>Nothing was added.</summary>
    NoRoom = 1,

    /// <summary>What was decoded before stays in the memory.</summary>
    Aborted = 2,
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaModelParams
{
    /// <summary>Null-terminated array of devices; null for all.</summary>
    public nint* Devices;
    public nint TensorBufferOverrides;

    /// <summary>Negative: all.</summary>
    public int GpuLayers;
    public int SplitMode;
    public LlamaLoadMode LoadMode;
    public int LazyMode;
    public int MainGpu;
    public float* TensorSplit;
    public delegate* unmanaged[Cdecl]<float, void*, byte> Progress;
    public void* ProgressUser;
    public nint MetadataOverrides;
    public byte VocabularyOnly;
    public byte CheckTensors;

    /// <summary>Weights rearranged for the processor: other sums than from weights as they lie in the file.</summary>
    public byte UseExtraBuffers;
    public byte NoHost;
    public byte NoAllocation;
    public byte LoadMtp;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaContextParams
{
    public uint Context;
    public uint Batch;
    public uint MicroBatch;
    public uint SequencesMax;
    public uint RecurrentSnapshots;
    public uint OutputsMax;
    public uint OutputsMaxPerSequence;
    public int Threads;
    public int ThreadsBatch;
    public int ContextType;
    public int RopeScaling;
    public Pooling Pooling;
    public int Attention;
    public FlashAttention FlashAttention;
    public float RopeBase;
    public float RopeScale;
    public float YarnExtension;
    public float YarnAttention;
    public float YarnBetaFast;
    public float YarnBetaSlow;
    public uint YarnContext;
    public float DefragmentAbove;
    public nint Evaluated;
    public void* EvaluatedUser;
    public GgmlType KeyType;
    public GgmlType ValueType;

    /// <summary>Asked before every node; 1 ends the call with <see cref="DecodeStatus.Aborted"/>.</summary>
    public delegate* unmanaged[Cdecl]<void*, byte> Abort;
    public void* AbortUser;
    public byte Embeddings;
    public byte OffloadAttention;
    public byte NoTimings;
    public byte OffloadOperations;
    public byte FullSlidingWindow;

    /// <summary>1: one memory for all sequences. 0: each has its own, and forking one copies it.</summary>
    public byte UnifiedMemory;
    public nint Samplers;
    public nuint SamplerCount;
    public nint Other;
}

/// <summary>Rows to decode, by value. All arrays are the caller's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaBatch
{
    public int Count;
    public int* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public int** Sequences;

    /// <summary>1 for a row whose logits or embeddings are wanted.</summary>
    public sbyte* Outputs;
}

[StructLayout(LayoutKind.Sequential)]
internal struct LlamaSamplerChainParams
{
    public byte NoTimings;
}

[StructLayout(LayoutKind.Sequential)]
internal struct LlamaTokenData
{
    public int Id;
    public float Logit;
    public float Probability;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaTokenDataArray
{
    /// <summary>The caller's; samplers reorder it.</summary>
    public LlamaTokenData* Data;
    public nuint Size;

    /// <summary>Index in <see cref="Data"/>, or −1.</summary>
    public long Selected;
    public byte Sorted;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaChatMessage
{
    public byte* Role;
    public byte* Content;
}
