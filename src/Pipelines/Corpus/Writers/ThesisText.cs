using System.Text;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>
/// Stitches a thesis: headings, quotes in italics, sources in back-ticks, risks, and the decision in the last line, as
/// Trading-R1's rewards ask (S4). What weighs the evidence as a whole is counted, not written by a model.
/// </summary>
internal static class ThesisText
{
    /// <param name="text">Used over and over.</param>
    public static Thesis Stitch(string ticker, string recommendation, SampleEvidence evidence,
        IReadOnlyList<ThesisSection> sections, StringBuilder text)
    {
        int direction = Recommendation.DirectionOf(recommendation);
        string summary = $"{ticker} is rated **{recommendation}**: {Balance(evidence, direction)}.";
        AppendHeading(text.Clear(), "Summary").Append(summary).Append('\n');
        bool hasRisks = false;
        foreach (ThesisSection section in sections)
        {
            text.Append(section.Text);
            hasRisks |= section.Heading == SectionForm.Risks;
        }

        if (!hasRisks) AppendNoRisks(AppendHeading(text, SectionForm.Risks), evidence, direction);
        AppendHeading(text, "Decision").Append(Verdict(evidence, direction)).Append(" **").Append(recommendation)
            .Append("**.\n[[[").Append(recommendation).Append("]]]\n");
        return new Thesis(recommendation, summary, sections, text.ToString());
    }

    /// <summary>How the facts divide, in a clause that is true however many stand on either side.</summary>
    internal static string Balance(SampleEvidence evidence, int direction)
    {
        (int buying, int selling) = (evidence.Buying, evidence.Selling);
        if (buying + selling == 0) return "the evidence points neither way";
        bool isBuyingFirst = buying > selling || (buying == selling && direction >= 0);
        string points = isBuyingFirst
            ? Points(buying, "buying", selling, "selling") : Points(selling, "selling", buying, "buying");
        if (direction == 0)
            return buying > 0 && selling > 0 ? $"the evidence is mixed: {points}" : $"{points}, too little to act on";
        if (isBuyingFirst != direction > 0)
            return $"{(buying > 0 && selling > 0 ? "most of the evidence" : "the evidence")} is against it: {points}";
        return $"{points}, with {char.ToLowerInvariant(evidence.Lead[0])}{evidence.Lead[1..]} in the lead";
    }

    private static string Verdict(SampleEvidence evidence, int direction)
    {
        (int buying, int selling) = (evidence.Buying, evidence.Selling);
        int lead = direction == 0 ? Math.Abs(buying - selling) : direction * (buying - selling);
        return (direction, lead) switch
        {
            (0, 0) => "The evidence is in balance, which leads to",
            (0, _) => $"More points speak for {(buying > selling ? "buying" : "selling")}, not enough of them to act:",
            (_, > 0) => "The balance of the evidence leads to",
            (_, 0) => "The evidence is in balance and the view rests on its strongest points:",
            _ => "More points speak against the view than for it, so it is held with caution:",
        };
    }

    /// <summary>A section: each point is its effect in bold, the opinion, the quote and its source.</summary>
    public static string Section(string heading, IReadOnlyList<ThesisPoint> points, int direction)
    {
        StringBuilder text = AppendHeading(new StringBuilder(1024), heading);
        foreach (ThesisPoint point in points)
        {
            string mark = point.Evidence.EffectOn(direction) switch
            {
                Effect.For => "- **In favour.** ",
                Effect.Against => "- **Against.** ",
                _ => "- **Open.** ",
            };
            text.Append(mark).Append(point.Opinion).Append(" *").Append(point.Evidence.Quote).Append("* `")
                .Append(point.Evidence.Section).Append("`\n");
        }

        return text.ToString();
    }

    private static StringBuilder AppendHeading(StringBuilder text, string heading) =>
        text.Append("## ").Append(heading).Append('\n');

    private static void AppendNoRisks(StringBuilder text, SampleEvidence evidence, int direction) =>
        text.Append((direction, evidence.Buying + evidence.Selling) switch
        {
            (0, _) => "A break of the current balance, either way, would end the case for waiting.\n",
            (_, 0) => "The evidence takes no side, in itself a reason to keep the position small.\n",
            _ => "No risk is named from the evidence, in itself a reason to keep the position small.\n",
        });

    private static string Points(int most, string side, int rest, string otherSide) =>
        $"{most} {(most == 1 ? "point speaks" : "points speak")} for {side} and " +
        $"{(rest == 0 ? "none" : rest)} for {otherSide}";
}
