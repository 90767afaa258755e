using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Tauric.Engine.Contracts;
using Tauric.Native.Llama;

namespace Tauric.Adapters.Models.Llama;

/// <summary>
/// Chooses the tokens of one answer: the likeliest, or by top-k, top-p, min-p, temperature and a seeded draw, in this
/// order. A grammar is asked about the choice only, and about all tokens when it forbids that: asked about 50,000 it
/// takes 6 ms, and it seldom forbids.
/// </summary>
internal sealed unsafe class TokenChooser : IDisposable
{
    private readonly SamplerHandle? _chain;
    private readonly SamplerHandle? _grammar;

    private TokenChooser(SamplerHandle? chain, SamplerHandle? grammar)
    {
        _chain = chain;
        _grammar = grammar;
    }

    /// <returns>Null when the grammar does not parse.</returns>
    public static TokenChooser? Create(LlamaVocabulary vocabulary, TextParameters parameters, string? grammar)
    {
        SamplerHandle? rules = null;
        if (grammar is not null)
        {
            if (grammar.Length == 0) return null;   // It would allow everything.
            fixed (byte* text = Encoding.UTF8.GetBytes(grammar + '\0'))
            fixed (byte* root = "root\0"u8)
                rules = LlamaApi.llama_sampler_init_grammar(vocabulary.Handle, text, root);
            if (rules.IsInvalid) return null;
        }

        return new TokenChooser(parameters.Temperature > 0 ? Chain(parameters) : null, rules);
    }

    /// <param name="logits">One for each token.</param>
    /// <param name="candidates">Room for as many.</param>
    /// <returns>The token; −1 when logits are not numbers, −2 when the grammar allows no token.</returns>
    public int Choose(ReadOnlySpan<float> logits, LlamaTokenData[] candidates)
    {
        int likeliest = Likeliest(logits);
        if (likeliest < 0) return -1;
        int token = _chain is null ? likeliest : Draw(logits, candidates, constrained: false);
        if (_grammar is null) return token;
        if (!Allows(token)) token = Draw(logits, candidates, constrained: true);
        return token;
    }

    /// <summary>Moves the grammar past a token it allows.</summary>
    public void Accept(int token)
    {
        if (_grammar is not null) LlamaApi.llama_sampler_accept(_grammar, token);
    }

    public void Dispose()
    {
        _chain?.Dispose();
        _grammar?.Dispose();
    }

    private static SamplerHandle Chain(TextParameters parameters)
    {
        SamplerHandle chain = LlamaApi.llama_sampler_chain_init(new LlamaSamplerChainParams { NoTimings = 1 });
        if (parameters.TopK > 0) Append(LlamaApi.llama_sampler_init_top_k(parameters.TopK));
        if (parameters.TopP < 1) Append(LlamaApi.llama_sampler_init_top_p(parameters.TopP, 1));
        if (parameters.MinP > 0) Append(LlamaApi.llama_sampler_init_min_p(parameters.MinP, 1));
        Append(LlamaApi.llama_sampler_init_temp(parameters.Temperature));
        Append(LlamaApi.llama_sampler_init_dist(Folded(parameters.Seed)));
        return chain;

        void Append(nint sampler) => LlamaApi.llama_sampler_chain_add(chain, sampler);
    }

    /// <summary>To 32 bits; all ones would ask for a seed from the clock.</summary>
    private static uint Folded(ulong seed)
    {
        uint folded = (uint)(seed ^ (seed >> 32));
        return folded == uint.MaxValue ? int.MaxValue : folded;
    }

    private bool Allows(int token)
    {
        var one = new LlamaTokenData { Id = token, Logit = 1 };
        var array = new LlamaTokenDataArray { Data = &one, Size = 1, Selected = -1 };
        LlamaApi.llama_sampler_apply(_grammar!, &array);
        return one.Logit > float.NegativeInfinity;
    }

    private int Draw(ReadOnlySpan<float> logits, LlamaTokenData[] candidates, bool constrained)
    {
        for (int id = 0; id < logits.Length; id++)
            candidates[id] = new LlamaTokenData { Id = id, Logit = logits[id] };
        fixed (LlamaTokenData* data = candidates)
        {
            var array = new LlamaTokenDataArray { Data = data, Size = (nuint)logits.Length, Selected = -1 };
            if (constrained) LlamaApi.llama_sampler_apply(_grammar!, &array);
            int best = 0;
            for (int i = 1; i < logits.Length; i++)
                if (data[i].Logit > data[best].Logit) best = i;
            if (float.IsNegativeInfinity(data[best].Logit)) return -2;
            if (_chain is null) return data[best].Id;
            LlamaApi.llama_sampler_apply(_chain, &array);
            return data[array.Selected].Id;
        }
    }

    /// <summary>The first of the largest; −1 when one is not a number.</summary>
    private static int Likeliest(ReadOnlySpan<float> logits)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var most = new Vector<float>(float.NegativeInfinity);
        Vector<int> numbers = Vector<int>.AllBitsSet;
        foreach (Vector<float> vector in vectors)
        {
            most = Vector.Max(most, vector);
            numbers &= Vector.Equals(vector, vector);
        }

        float largest = float.NegativeInfinity;
        for (int lane = 0; lane < Vector<float>.Count; lane++) largest = MathF.Max(largest, most[lane]);
        bool allNumbers = numbers == Vector<int>.AllBitsSet;
        foreach (float logit in logits[(vectors.Length * Vector<float>.Count)..])
        {
            largest = MathF.Max(largest, logit);
            allNumbers &= !float.IsNaN(logit);
        }

        return allNumbers ? logits.IndexOf(largest) : -1;
    }
}
