using Tauric.Engine;

namespace Tauric.Pipelines.Forms;

/// <summary>
/// A closed writing task: what a writer is told, what it may say, what it would say by rule, and how an answer is
/// checked. One definition serves the rule writer, any model behind it, and the training of the embedded one, so that
/// the three cannot drift apart.
/// </summary>
/// <typeparam name="TFacts">All that the task knows. Nothing else may appear in an answer.</typeparam>
public abstract class Form<TFacts>
{
    public abstract string Name { get; }

    /// <summary>The task in plain words, for a model that was not trained on it.</summary>
    public abstract string Instruction { get; }

    public abstract int TokensMax { get; }

    /// <summary>
    /// Why these facts are not of the kind the form is made for, or null. A model is not asked with such facts: it
    /// would word them fluently and wrong. The rule words any facts.
    /// </summary>
    public abstract string? Misfit(TFacts facts);

    /// <summary>The facts in the short wording the embedded model is trained on; starts with the form's name.</summary>
    public abstract string Short(TFacts facts);

    /// <summary>The facts for any other model: first what requests of a group share, then what is its own.</summary>
    public abstract (string Prefix, string Suffix) Full(TFacts facts);

    /// <summary>GBNF of all answers the facts allow: numbers, names and quotes come from them or not at all.</summary>
    public abstract string Grammar(TFacts facts);

    /// <summary>A right answer, worded by rule; the same for the same facts and randomness.</summary>
    public abstract string ByRule(TFacts facts, ref CounterRandom random);

    /// <summary>Why an answer is not one these facts allow, or null.</summary>
    public abstract string? Problem(TFacts facts, string answer);

    /// <summary>Facts as they could be, to train on and to test with.</summary>
    public abstract TFacts Invent(ref CounterRandom random);

    public FormExample Example(ref CounterRandom random)
    {
        TFacts facts = Invent(ref random);
        string answer = ByRule(facts, ref random);
        return new FormExample(Short(facts), answer, Grammar(facts), text => Problem(facts, text));
    }
}

/// <summary>
/// A form the embedded model is trained on, whatever its facts: what training and evaluation need of it. Of other forms
/// that model is not asked: their rules word them.
/// </summary>
public interface ITrainedForm
{
    string Name { get; }

    int TokensMax { get; }

    FormExample Example(ref CounterRandom random);
}

/// <param name="Prompt">In the short wording.</param>
/// <param name="Answer">By rule.</param>
/// <param name="Problem">Why a text is no answer to the prompt, or null.</param>
public sealed record FormExample(string Prompt, string Answer, string Grammar, Func<string, string?> Problem);
