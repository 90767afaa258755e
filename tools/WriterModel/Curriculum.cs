using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tauric.Engine;
using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel;

/// <summary>
/// Examples of the forms, without end. One in 16 tickers and numbers is held out: what has one is never trained on, and
/// is what models are judged by. Those that are common, as the 200 of an average, stay.
/// </summary>
internal sealed partial class Curriculum
{
    private const int HeldOutOneIn = 16;
    private const int Looked = 4000;     // Examples at, to learn which values are common.
    private const int CommonMin = 12;

    private readonly HashSet<string> _common;
    private readonly long _seed;

    public Curriculum(IReadOnlyList<ITrainedForm> forms, long seed)
    {
        (Forms, _seed) = (forms, seed);
        _common =
        [
            .. Enumerable.Range(0, Looked).SelectMany(number => Values(Drawn("look", number).Prompt).Distinct())
                .GroupBy(value => value, StringComparer.Ordinal).Where(same => same.Count() >= CommonMin)
                .Select(same => same.Key),
        ];
    }

    public IReadOnlyList<ITrainedForm> Forms { get; }

    /// <summary>The n-th example to train on; the same whatever was asked before.</summary>
    public FormExample Training(long number)
    {
        var random = CounterRandom.For(_seed, "training", number.ToString());
        FormExample example;
        do example = Drawn(ref random).Example(ref random);
        while (HasHeldOut(example.Prompt));
        return example;
    }

    /// <summary>
    /// The n-th example to test a form with. It has something that was held out, where the form has such values at all.
    /// </summary>
    public FormExample HeldOut(ITrainedForm form, long number)
    {
        var random = CounterRandom.For(_seed, "held out", form.Name, number.ToString());
        FormExample example = form.Example(ref random);
        for (int tries = 0; tries < 200 && !HasHeldOut(example.Prompt); tries++) example = form.Example(ref random);
        return example;
    }

    private bool HasHeldOut(string prompt) =>
        Values(prompt).Any(value => !_common.Contains(value)
            && SHA256.HashData(Encoding.UTF8.GetBytes(value))[0] % HeldOutOneIn == 0);

    private FormExample Drawn(string purpose, long number)
    {
        var random = CounterRandom.For(_seed, purpose, number.ToString());
        return Drawn(ref random).Example(ref random);
    }

    private ITrainedForm Drawn(ref CounterRandom random)
    {
        int at = random.NextInt(Forms.Sum(ShareOf));
        foreach (ITrainedForm form in Forms)
            if ((at -= ShareOf(form)) < 0) return form;
        throw new BugException("A draw past all shares.");
    }

    /// <summary>The long copies are what is hard to learn.</summary>
    private static int ShareOf(ITrainedForm form) => form.Name switch { "section" => 4, "plan" => 3, _ => 1 };

    private static IEnumerable<string> Values(string prompt) => Value().Matches(prompt).Select(match => match.Value);

    [GeneratedRegex(@"(?<![\w.])(?:[A-Z]{2,5}|[0-9]+(?:\.[0-9]+)?)(?!\w|\.\w)")]
    private static partial Regex Value();
}
