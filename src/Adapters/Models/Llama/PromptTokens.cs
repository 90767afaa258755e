using System.Text;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Models.Llama;

/// <summary>
/// Turns requests into tokens. What a group shares and what is a request's own are tokenised apart, always, so that
/// the tokens of a prompt do not depend on whether it was asked in a group.
/// </summary>
internal sealed class PromptTokens(LlamaVocabulary vocabulary, string? template)
{
    private readonly PromptForm _bare = PromptForm.Of(template, hasInstruction: false);
    private readonly PromptForm _instructed = PromptForm.Of(template, hasInstruction: true);

    public string Form => _instructed.Name;

    /// <exception cref="EncoderFallbackException">A surrogate stands alone.</exception>
    public int[] Prefix(TextRequest request)
    {
        PromptForm form = request.Instruction.Length == 0 ? _bare : _instructed;
        int[] tokens =
        [
            .. vocabulary.Tokenize(form.Head, isTrusted: true),
            .. vocabulary.Tokenize(request.Instruction, isTrusted: false),
            .. vocabulary.Tokenize(form.Middle, isTrusted: true),
            .. vocabulary.Tokenize(request.Prefix, isTrusted: false),
        ];
        bool begins = vocabulary.FirstToken < 0 || (tokens.Length > 0 && tokens[0] == vocabulary.FirstToken);
        return begins ? tokens : [vocabulary.FirstToken, .. tokens];
    }

    /// <exception cref="EncoderFallbackException">A surrogate stands alone.</exception>
    public int[] Suffix(TextRequest request) =>
    [
        .. vocabulary.Tokenize(request.Suffix, isTrusted: false),
        .. vocabulary.Tokenize((request.Instruction.Length == 0 ? _bare : _instructed).Tail, isTrusted: true),
    ];
}
