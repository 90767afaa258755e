using System.Runtime.InteropServices;
using Tauric.Adapters.Models.Llama;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Native.Llama;

namespace Tauric.Adapters.Tests.Models.Llama;

/// <summary>
/// Runs requests of one prefix and hashes every logit of every step: texts hide what changes in the last bits.
/// </summary>
internal sealed class HashedGroup : IDisposable
{
    private readonly LlamaWeights _weights;
    private readonly PromptTokens _prompts;
    private readonly Func<int, WrittenRequest> _requests;
    private readonly int[] _prefix;

    public HashedGroup(string path, string prefix, Func<int, WrittenRequest> requests)
    {
        _weights = LlamaWeights.Load(new LlamaOptions(path));
        _prompts = new PromptTokens(_weights.Vocabulary, _weights.ChatTemplate);
        _requests = requests;
        _prefix = _prompts.Prefix(new WrittenRequest("", prefix, "", new TextParameters(1)));
        // Past what llama.cpp decides by: 64 rows, 512 cells; and not whole tiles.
        Assert.True(_prefix.Length is > 512 and < 700 && _prefix.Length % 64 != 0);
        Assert.Contains(Enumerable.Range(0, 32), i => _prompts.Suffix(requests(i)).Length > 128);
    }

    public Wave Wave(int slots, int cells) => new(_weights, new LlamaOptions("") { Slots = slots }, cells);

    /// <summary>Of each request, in the order given.</summary>
    public ulong[] Run(Wave wave, params int[] requests)
    {
        HashedAnswer[] answers = [.. requests.Select(i => Answer(i, _prefix))];
        wave.Run(_prefix, new Queue<RunningAnswer>(answers), _ => { }, CancellationToken.None);
        foreach (HashedAnswer answer in answers) answer.Dispose();
        return [.. answers.Select(answer => answer.Hash)];
    }

    /// <summary>Makes the wave forget the prefix.</summary>
    public void RunOther(Wave wave)
    {
        using HashedAnswer answer = Answer(0, [1, 2, 3]);
        wave.Run([1, 2, 3], new Queue<RunningAnswer>([answer]), _ => { }, CancellationToken.None);
    }

    public void Dispose() => _weights.Dispose();

    private HashedAnswer Answer(int i, int[] prefix)
    {
        WrittenRequest request = _requests(i);
        return new HashedAnswer(i, _weights.Vocabulary,
            TokenChooser.Create(_weights.Vocabulary, request.Parameters, request.Grammar)!,
            prefix.Length, _prompts.Suffix(request), request.Parameters.TokensMax);
    }

    private sealed class HashedAnswer(
        int index, LlamaVocabulary vocabulary, TokenChooser chooser, int prefixTokens, int[] suffix, int tokensMax)
        : RunningAnswer(index, vocabulary, chooser, prefixTokens, suffix, tokensMax)
    {
        public ulong Hash { get; private set; } = 14695981039346656037;

        public override void Continue(ReadOnlySpan<float> logits, LlamaTokenData[] candidates)
        {
            foreach (uint bits in MemoryMarshal.Cast<float, uint>(logits)) Hash = (Hash ^ bits) * 1099511628211;
            base.Continue(logits, candidates);
        }
    }
}
