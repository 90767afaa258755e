namespace Tauric.Engine.Contracts;

/// <summary>
/// Writes text: a model in this process, one behind an endpoint, or rules. An answer depends on the model, the prompt,
/// the parameters and the seed; where <see cref="TextModelTraits.IsStable"/>, on nothing else: not on what else is
/// asked at the same time, its order, the number of threads, or whether the prefix was decoded once or every time.
/// </summary>
public interface ITextModel : IDisposable
{
    TextModelTraits Traits { get; }

    /// <summary>
    /// Answers requests with one instruction and one prefix, in their order. Called from up to
    /// <see cref="TextModelTraits.Lanes"/> threads at once. A request that cannot be answered has an answer that says
    /// why; only what concerns the model as a whole is thrown.
    /// </summary>
    /// <param name="answered">Told of every answer as it is complete, from any thread.</param>
    /// <exception cref="ResourceException">The model is gone: endpoint unreachable, memory exhausted.</exception>
    Task<IReadOnlyList<TextAnswer>> AnswerAsync(
        IReadOnlyList<TextRequest> requests, Action<TextAnswer> answered, CancellationToken cancelled);
}

/// <param name="Name">For people, e.g. <c>tauric-writer</c>.</param>
/// <param name="Identity">
/// All that decides an answer besides the request: hash of the weights, of the libraries, settings of the context. It
/// enters fingerprints and the keys of kept answers.
/// </param>
/// <param name="Lanes">Groups it answers at the same time: contexts, connections.</param>
/// <param name="GroupMax">Requests it likes to get at once.</param>
/// <param name="IsStable">The same request gives the same bytes, whatever is asked beside it.</param>
/// <param name="IsTrainedOnForms">It knows this product's closed forms and is asked in their short wording.</param>
public sealed record TextModelTraits(
    string Name, string Identity, int Lanes, int GroupMax, bool IsStable, bool IsTrainedOnForms = false)
{
    /// <summary>Costs nothing to ask again, so its answers are not kept.</summary>
    public bool IsRule { get; init; }
}

/// <summary>
/// A prompt: what all requests of a group share first, then what is its own. Texts are made when they are asked for,
/// because rules never ask.
/// </summary>
public abstract class TextRequest
{
    /// <summary>The task, as the system's words of a chat; empty for none.</summary>
    public abstract string Instruction { get; }

    /// <summary>The beginning of the user's words, the same to the byte for all that belong together.</summary>
    public abstract string Prefix { get; }

    /// <summary>The rest of the user's words.</summary>
    public abstract string Suffix { get; }

    /// <summary>GBNF the answer must follow; null for none.</summary>
    public abstract string? Grammar { get; }

    public abstract TextParameters Parameters { get; }

    /// <summary>What would be said without a model; null when there is no rule for it.</summary>
    public virtual string? ByRule() => null;
}

/// <param name="TokensMax">Most tokens an answer may have.</param>
/// <param name="Temperature">0: always the likeliest token.</param>
/// <param name="TopK">0: all.</param>
/// <param name="MinP">Tokens below this share of the likeliest one's probability are left out; 0 for none.</param>
/// <param name="Seed">Of the choice among tokens.</param>
public sealed record TextParameters(
    int TokensMax, float Temperature = 0, int TopK = 0, float TopP = 1, float MinP = 0, ulong Seed = 0);

/// <param name="Text">What was written; empty unless <paramref name="End"/> is Stop or Length.</param>
/// <param name="PromptTokens">0 when it is not known.</param>
/// <param name="Detail">Why there is no text.</param>
public sealed record TextAnswer(string Text, AnswerEnd End, int PromptTokens, int Tokens, string Detail = "");

/// <summary>How an answer ended.</summary>
public enum AnswerEnd
{
    /// <summary>The model was done.</summary>
    Stop,

    /// <summary>It reached the most tokens allowed, or the end of its context.</summary>
    Length,

    /// <summary>The request cannot be answered: too long, no text, a grammar that does not parse.</summary>
    Refused,
}
