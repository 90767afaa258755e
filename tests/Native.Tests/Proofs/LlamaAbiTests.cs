using System.Reflection;
using System.Runtime.InteropServices;
using Tauric.Native.Llama;

namespace Tauric.Native.Tests.Proofs;

/// <summary>The declarations against the pinned library.</summary>
public sealed class LlamaAbiTests
{
    [Fact]
    public void The_library_is_the_one_the_declarations_were_written_for() => Assert.Null(LlamaAbi.Problem());

    [Fact]
    public void Every_declared_function_is_exported()
    {
        string[] names = ["llama", "ggml", "ggml-base"];
        nint[] libraries = [.. names.Select(name => NativeLibrary.Load(NativeLibraries.Find(name)))];
        string[] declared =
        [
            .. new[] { typeof(LlamaApi), typeof(GgmlApi) }
                .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic))
                .Select(method => method.Name)
                .Where(name => name.StartsWith("llama_", StringComparison.Ordinal)
                    || name.StartsWith("ggml_", StringComparison.Ordinal)),
        ];
        Assert.True(declared.Length >= 40);
        Assert.DoesNotContain(declared, name => !libraries.Any(l => NativeLibrary.TryGetExport(l, name, out _)));
    }

    [Fact]
    public void Structures_have_the_sizes_and_offsets_of_the_header()
    {
        Assert.Equal(80, Marshal.SizeOf<LlamaModelParams>());
        Assert.Equal(160, Marshal.SizeOf<LlamaContextParams>());
        Assert.Equal(56, Marshal.SizeOf<LlamaBatch>());
        Assert.Equal(1, Marshal.SizeOf<LlamaSamplerChainParams>());
        Assert.Equal(12, Marshal.SizeOf<LlamaTokenData>());
        Assert.Equal(32, Marshal.SizeOf<LlamaTokenDataArray>());
        Assert.Equal(16, Marshal.SizeOf<LlamaChatMessage>());
        Assert.Equal(0x28, Offset<LlamaModelParams>(nameof(LlamaModelParams.TensorSplit)));
        Assert.Equal(0x48, Offset<LlamaModelParams>(nameof(LlamaModelParams.VocabularyOnly)));
        Assert.Equal(0x34, Offset<LlamaContextParams>(nameof(LlamaContextParams.FlashAttention)));
        Assert.Equal(0x68, Offset<LlamaContextParams>(nameof(LlamaContextParams.KeyType)));
        Assert.Equal(0x70, Offset<LlamaContextParams>(nameof(LlamaContextParams.Abort)));
        Assert.Equal(0x85, Offset<LlamaContextParams>(nameof(LlamaContextParams.UnifiedMemory)));
        Assert.Equal(0x98, Offset<LlamaContextParams>(nameof(LlamaContextParams.Other)));
    }

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}
