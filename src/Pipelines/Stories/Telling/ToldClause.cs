namespace Tauric.Pipelines.Stories.Telling;

/// <summary>A clause as <c>support</c> has it, and which side it takes by the cells it rests on.</summary>
/// <param name="Start">Where it stands in the text of its subject, UTF-16 units.</param>
/// <param name="Lean">+1 for higher prices, −1 for lower ones, 0 for neither.</param>
/// <param name="Strain">+1 for a tense tape, −1 for a calm one, 0 for neither.</param>
/// <param name="Age">+1 for the session's own price, −1 for news from before it, 0 for neither.</param>
internal readonly record struct ToldClause(Subject Subject, int Start, int Length, int Lean, int Strain, int Age)
{
    /// <summary>Do the two say opposite things of price, of volatility or of when?</summary>
    public bool Contradicts(ToldClause other) =>
        Lean * other.Lean < 0 || Strain * other.Strain < 0 || Age * other.Age < 0;
}
