using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Pipelines.Forms;

/// <summary>Asks for a form: in the short wording where the model was trained on it, else in full.</summary>
/// <param name="seed">Of the rule's choice of words, for these facts.</param>
internal sealed class FormRequest<TFacts>(
    Form<TFacts> form, TFacts facts, bool isTrained, TextParameters parameters, long seed) : TextRequest
{
    public override string Instruction => isTrained ? "" : form.Instruction;

    public override string Prefix => isTrained ? "" : form.Full(facts).Prefix;

    public override string Suffix => isTrained ? form.Short(facts) : form.Full(facts).Suffix;

    public override string Grammar => form.Grammar(facts);

    public override TextParameters Parameters => parameters;

    public override string ByRule()
    {
        var random = CounterRandom.For(seed, form.Name, form.Short(facts));
        return form.ByRule(facts, ref random);
    }
}
