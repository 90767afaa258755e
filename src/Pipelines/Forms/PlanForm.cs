using System.Text;
using System.Text.Json;
using Tauric.Engine;

namespace Tauric.Pipelines.Forms;

/// <param name="Recommendation">One of <see cref="Recommendation.All"/>.</param>
/// <param name="Evidence">What this plan may use, weightiest first.</param>
/// <param name="Shared">All evidence of the ticker and day: what the plans of its variations have in common.</param>
public sealed record PlanFacts(
    string Ticker, string Recommendation, IReadOnlyList<Evidence> Evidence, IReadOnlyList<Evidence> Shared)
{
    public IEnumerable<Evidence> With(Effect effect)
    {
        int direction = Forms.Recommendation.DirectionOf(Recommendation);
        return Evidence.Where(e => e.EffectOn(direction) == effect);
    }
}

/// <param name="Stance">One of <see cref="Recommendation.All"/>.</param>
/// <param name="Factors">Ids of what the thesis argues with, in order.</param>
/// <param name="Risks">Ids of what speaks against it.</param>
public sealed record Plan(string Stance, IReadOnlyList<string> Factors, IReadOnlyList<string> Risks);

/// <summary>
/// What a thesis argues with: evidence for the recommendation and evidence that leaves it open, in order; and what it
/// names as risks: evidence against it. By rule, all there is of each.
/// </summary>
public sealed class PlanForm : Form<PlanFacts>, ITrainedForm
{
    public const int FactorsMax = 16;
    public const int RisksMax = 4;
    private const int NumberMax = 999;

    public override string Name => "plan";

    public override string Instruction =>
        "You plan an investment thesis. You are given evidence with ids, and the recommendation to argue for. Answer " +
        "with JSON only: {\"stance\":\"BUY\",\"factors\":[\"E1\"],\"risks\":[\"E2\"]}. stance is what the evidence " +
        "supports: STRONG BUY, BUY, HOLD, SELL or STRONG SELL. factors are ids the thesis argues with, the strongest " +
        "first. risks are ids that speak against it. Use only the ids you are allowed, none twice.";

    public override int TokensMax => 192;

    public override string? Misfit(PlanFacts facts)
    {
        if (!Recommendation.All.Contains(facts.Recommendation)) return $"no decision: {facts.Recommendation}";
        int against = facts.With(Effect.Against).Count();
        int factors = facts.Evidence.Count - against;
        if (factors is 0 or > FactorsMax) return $"{factors} factors, not 1 to {FactorsMax}";
        if (against > RisksMax) return $"{against} risks, not 0 to {RisksMax}";
        Evidence? far = facts.Evidence.FirstOrDefault(e => e.Number is < 1 or > NumberMax);
        return far is null ? null : $"evidence {far.Id}, not E1 to E{NumberMax}";
    }

    public override string Short(PlanFacts facts) =>
        $"plan {facts.Recommendation}{Ids("\nfor", facts, Effect.For)}{Ids("\nneutral", facts, Effect.Neutral)}" +
        Ids("\nagainst", facts, Effect.Against);

    public override (string Prefix, string Suffix) Full(PlanFacts facts) => (
        $"Stock: {facts.Ticker}\n{Evidence.Listing(facts.Shared)}",
        $"Recommendation: {facts.Recommendation}\nIds allowed as factors:{Ids("", facts, Effect.For)}" +
        $"{Ids("", facts, Effect.Neutral)}\nIds allowed as risks:{Ids("", facts, Effect.Against)}\n");

    public override string Grammar(PlanFacts facts)
    {
        string[] risks = [.. facts.With(Effect.Against).Select(e => e.Id)];
        string[] factors = [.. facts.With(Effect.For).Concat(facts.With(Effect.Neutral)).Select(e => e.Id)];
        return $$"""
            root ::= "{\"stance\":\"" stance "\",\"factors\":[" factors "],\"risks\":[" risks "]}"
            stance ::= {{Gbnf.AnyOf(Recommendation.All)}}
            {{List("factor", factors, FactorsMax)}}
            {{List("risk", risks, RisksMax)}}

            """;
    }

    public override string ByRule(PlanFacts facts, ref CounterRandom random)
    {
        var json = new StringBuilder("{\"stance\":\"", 160).Append(facts.Recommendation).Append("\",\"factors\":[");
        Append(json, facts.With(Effect.For).Concat(facts.With(Effect.Neutral)).Take(FactorsMax));
        Append(json.Append("],\"risks\":["), facts.With(Effect.Against).Take(RisksMax));
        return json.Append("]}").ToString();
    }

    public override string? Problem(PlanFacts facts, string answer)
    {
        if (Parse(answer) is not { } plan) return "no JSON with stance, factors and risks";
        if (plan.Stance != facts.Recommendation)
            return $"{AgainstLabel}: decides {plan.Stance}, the label is {facts.Recommendation}";
        if (plan.Factors.Count is 0 or > FactorsMax) return $"{plan.Factors.Count} factors, not 1 to {FactorsMax}";
        if (plan.Risks.Count > RisksMax) return $"{plan.Risks.Count} risks, not 0 to {RisksMax}";
        if (plan.Factors.Concat(plan.Risks).Distinct().Count() < plan.Factors.Count + plan.Risks.Count)
            return "an id twice";
        var against = facts.With(Effect.Against).Select(e => e.Id).ToHashSet();
        string? factor = plan.Factors.FirstOrDefault(id => against.Contains(id) || facts.Evidence.All(e => e.Id != id));
        if (factor is not null) return $"{factor} is no factor";
        string? risk = plan.Risks.FirstOrDefault(id => !against.Contains(id));
        return risk is null ? null : $"{risk} is no risk";
    }

    /// <summary>How a problem starts where a plan decides otherwise than the label.</summary>
    public const string AgainstLabel = "against-label";

    /// <summary>The plan an answer holds, or null.</summary>
    public static Plan? Parse(string answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, AnswerJson.Default.Plan) is { Stance: not null } plan
                && plan is { Factors: not null, Risks: not null } && !plan.Factors.Contains(null!)
                && !plan.Risks.Contains(null!) ? plan : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)   // The latter: no valid UTF-16.
        {
            return null;
        }
    }

    public override PlanFacts Invent(ref CounterRandom random)
    {
        string recommendation = Recommendation.All[random.NextInt(Recommendation.All.Count)];
        int direction = Recommendation.DirectionOf(recommendation);
        int[] numbers = [.. Enumerable.Range(1, random.NextInt(5) == 0 ? NumberMax : 60)];
        random.Shuffle<int>(numbers);
        int factors = 1 + random.NextInt(FactorsMax);
        int risks = direction == 0 ? 0 : random.NextInt(RisksMax + 1);
        var evidence = new Evidence[factors + risks];
        for (int i = 0; i < evidence.Length; i++)
        {
            bool isFactor = i < factors;
            int stance = !isFactor ? -direction
                : direction == 0 ? random.NextInt(3) - 1 : random.NextInt(2) * direction;
            evidence[i] = new Evidence(numbers[i], "News", stance, "the headline is read", "A headline".AsMemory());
        }

        random.Shuffle<Evidence>(evidence);
        return new PlanFacts("ABC", recommendation, evidence, evidence);
    }

    private static string Ids(string lead, PlanFacts facts, Effect effect)
    {
        string ids = string.Join(' ', facts.With(effect).Select(e => e.Id));
        return ids.Length == 0 ? "" : $"{lead} {ids}";
    }

    private static string List(string name, string[] ids, int most) => ids.Length == 0 ? $"{name}s ::= \"\"" :
        $"{name}s ::= {name} (\",\" {name}){{0,{Math.Min(most, ids.Length) - 1}}}\n" +
        $"{name} ::= {Gbnf.AnyOf(ids.Select(id => $"\"{id}\""))}";

    private static void Append(StringBuilder json, IEnumerable<Evidence> evidence)
    {
        string comma = "";
        foreach (Evidence e in evidence)
        {
            json.Append(comma).Append('"').Append(e.Id).Append('"');
            comma = ",";
        }
    }
}
