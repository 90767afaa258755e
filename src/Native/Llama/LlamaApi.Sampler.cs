using System.Runtime.InteropServices;

namespace Tauric.Native.Llama;

// Chapter "sampling".
internal static unsafe partial class LlamaApi
{
    [LibraryImport(Library)]
    internal static partial SamplerHandle llama_sampler_chain_init(LlamaSamplerChainParams options);

    /// <summary>The chain owns the sampler from here on.</summary>
    [LibraryImport(Library)]
    internal static partial void llama_sampler_chain_add(SamplerHandle chain, nint sampler);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_top_k(int k);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_top_p(float p, nuint keepMin);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_min_p(float p, nuint keepMin);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_temp(float temperature);

    /// <param name="seed">0xFFFFFFFF means a random one.</param>
    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_dist(uint seed);

    /// <returns>Invalid for a grammar that does not parse; why goes to stderr.</returns>
    [LibraryImport(Library)]
    internal static partial SamplerHandle llama_sampler_init_grammar(nint vocabulary, byte* grammar, byte* root);

    [LibraryImport(Library)]
    internal static partial void llama_sampler_apply(SamplerHandle sampler, LlamaTokenDataArray* candidates);

    /// <remarks>A token that a grammar forbids ends the process.</remarks>
    [LibraryImport(Library)]
    internal static partial void llama_sampler_accept(SamplerHandle sampler, int token);

    [LibraryImport(Library)]
    internal static partial void llama_sampler_free(nint sampler);
}
