using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// A system: its name and its steps in the order they are read aloud. A step comes after those it reads from.
/// </summary>
public sealed record Pipeline(string Name, IReadOnlyList<Step> Steps)
{
    /// <summary>Datasets the steps write, in order.</summary>
    public IEnumerable<Dataset> Datasets => Steps.Select(s => s.Output);
}
