namespace Tauric.Engine.Dataflow;

/// <summary>One step of the way back from a row to raw bytes.</summary>
/// <param name="Title">What it is, e.g. <c>assembled/AAPL/2024-03-05</c>.</param>
/// <param name="Detail">What is recorded of it: hashes, rows, the run; may be empty.</param>
/// <param name="Children">What it was made from.</param>
public sealed record LineageNode(string Title, string Detail, IReadOnlyList<LineageNode> Children);
