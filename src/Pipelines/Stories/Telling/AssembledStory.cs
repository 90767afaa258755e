using Tauric.Engine.Columnar;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>A story on its way to its row.</summary>
/// <param name="Bias">−1, 0, +1.</param>
/// <param name="Facts">What the summary is asked with; null where some of it is not known.</param>
internal sealed record AssembledStory(string Symbol, string Text, int Bias, ThemeRule Theme, double Coherence,
    double Completeness, string Used, NarrativeFacts? Facts)
{
    private const string FirstSentenceEnd = ". ";

    public FormAnswer? Summary { get; set; }

    /// <param name="row">Of it in both inputs.</param>
    public void AppendTo(BatchBuilder builder, RecordBatch components, RecordBatch states, int row)
    {
        builder["symbol"].AppendText(Symbol);
        foreach (string time in (ReadOnlySpan<string>)["event_time", "known_at"])
            builder[time].Append(components[time].Values<long>()[row]);
        builder["story_text"].AppendText(Text);
        builder["story_summary"].AppendText(Summary?.Text ?? FirstSentence());
        builder["written_by"].AppendText(Summary is { IsByRule: false } ? "model" : "rule");
        builder["coherence_score"].Append((float)Coherence);
        builder["completeness_score"].Append((float)Completeness);
        builder["directional_bias"].AppendText(StoryScores.Biases[Bias + 1]);
        builder["confidence_level"].Append((float)(components["confidence_score"].Values<float>()[row] * Coherence));
        builder["components_used"].AppendText(Used);
        builder["story_theme"].AppendText(Theme.Theme);
        AppendQuality(builder["story_quality_score"], states["fuzzy_confidence"], row);
        foreach (string text in (ReadOnlySpan<string>)["market_regime", "volatility_regime", "pattern"])
            builder[text].AppendBytes(states[text].Bytes(row));
        foreach (string variable in StoryDatasets.OutputVariables)
            builder[variable].Append(states[variable].Values<sbyte>()[row]);
    }

    private void AppendQuality(ColumnBuilder quality, Column confidence, int row)
    {
        if (confidence.IsNull(row)) quality.AppendNull();
        else quality.Append((float)StoryScores.Quality(Coherence, Completeness, confidence.Values<float>()[row]));
    }

    private string FirstSentence()
    {
        int end = Text.IndexOf(FirstSentenceEnd, Symbol.Length + 1, StringComparison.Ordinal);
        return end < 0 ? Text : Text[..(end + 1)];
    }
}
