namespace Tauric.Kernels.Clustering;

/// <summary>
/// Two rows and how far apart they are. Edges are ordered by weight, lower row, higher row: no two are equal, so that a
/// minimum spanning tree is one and the same.
/// </summary>
/// <param name="Low">Below <paramref name="High"/>.</param>
public readonly record struct Edge(int Low, int High, float Weight) : IComparable<Edge>
{
    public static Edge Between(int a, int b, float weight) => new(Math.Min(a, b), Math.Max(a, b), weight);

    public int CompareTo(Edge other)
    {
        int order = Weight.CompareTo(other.Weight);
        if (order == 0) order = Low.CompareTo(other.Low);
        return order == 0 ? High.CompareTo(other.High) : order;
    }

    public static bool operator <(Edge a, Edge b) => a.CompareTo(b) < 0;

    public static bool operator >(Edge a, Edge b) => a.CompareTo(b) > 0;

    public static bool operator <=(Edge a, Edge b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Edge a, Edge b) => a.CompareTo(b) >= 0;
}
