namespace Tauric.Kernels.Clustering;

/// <summary>Two nodes of a dendrogram become one. Nodes below n are rows, node n + i is what merge i made.</summary>
/// <param name="Left">The node with the lower first row.</param>
/// <param name="Distance">At which they meet; never below that of what they were made of.</param>
/// <param name="Size">Rows below.</param>
public readonly record struct Merge(int Left, int Right, float Distance, int Size);
