using System.Runtime.CompilerServices;
using System.Text;

namespace Tauric.Native.Llama;

/// <summary>
/// Whether the library is the one these declarations were written for. llama.cpp promises no stable layout, and a wrong
/// one would read as nonsense or crash, so its version and the defaults it fills in are looked at first.
/// </summary>
internal static unsafe class LlamaAbi
{
    /// <summary>The release of llama.h, as <c>llama_version</c> begins.</summary>
    internal const string Version = "0.5.0";

    /// <returns>What differs, or null.</returns>
    internal static string? Problem()
    {
        string version = Text(LlamaApi.llama_version());
        if (version != Version && !version.StartsWith(Version + "-", StringComparison.Ordinal))
            return $"it is llama.cpp {version}, and this program was written for {Version}";
        LlamaModelParams model = LlamaApi.llama_model_default_params();
        LlamaContextParams context = LlamaApi.llama_context_default_params();
        bool known = Unsafe.SizeOf<LlamaModelParams>() == 80 && Unsafe.SizeOf<LlamaContextParams>() == 160
            && Unsafe.SizeOf<LlamaBatch>() == 56 && Unsafe.SizeOf<LlamaTokenDataArray>() == 32
            && model is { GpuLayers: -1, SplitMode: 1, LoadMode: LlamaLoadMode.Auto, LazyMode: 1, MainGpu: 0 }
            && model is { VocabularyOnly: 0, CheckTensors: 0, UseExtraBuffers: 1, NoHost: 0, NoAllocation: 0 }
            && context is { Context: 512, Batch: 2048, MicroBatch: 512, SequencesMax: 1, OutputsMaxPerSequence: 1 }
            && context is { Pooling: Pooling.Unspecified, FlashAttention: FlashAttention.Auto, YarnExtension: -1 }
            && context is { KeyType: GgmlType.F16, ValueType: GgmlType.F16, Embeddings: 0, OffloadAttention: 1 }
            && context is { NoTimings: 1, OffloadOperations: 1, FullSlidingWindow: 1, UnifiedMemory: 0, Other: 0 };
        return known ? null : $"its structures are not those of llama.cpp {Version}";
    }

    /// <summary>UTF-8 up to its NUL.</summary>
    internal static string Text(byte* text) =>
        text is null
            ? ""
            : Encoding.UTF8.GetString(
                System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}
