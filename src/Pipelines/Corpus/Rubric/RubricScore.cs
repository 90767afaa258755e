namespace Tauric.Pipelines.Corpus.Rubric;

/// <summary>
/// The three rewards of a thesis. The paper does not publish how it weighs them, so they are not added up.
/// </summary>
/// <param name="Structure">Shape of the text, 0.18 to 1.</param>
/// <param name="Evidence">Opinions with a quote and its source, 0 (there is no bullet) to 1.</param>
/// <param name="Decision">How near the decision is to the label, −2.25 to 1; −1.5 without one.</param>
public readonly record struct RubricScore(double Structure, double Evidence, double Decision);
