using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Vectors;

/// <summary>How far apart two rows are: smaller is nearer, whatever the metric.</summary>
/// <remarks>
/// All metrics are one formula of a dot, so that every path computes them alike. A row has a factor u and an offset v
/// (<see cref="Terms"/>); of a query a and a point b, in f32, each operation rounded once:
/// <code>
/// key      = max(Floor, fma(−(u_a · (Scale · u_b)), dot(a, b), v_a + v_b))
/// distance = Root ? sqrt(key) : key
/// </code>
/// Scale is a power of two: its product is exact, so a key does not depend on which row is the query.
/// The dot is <see cref="Similarity.Dot"/>. Keys are finite and never −0.
/// </remarks>
public sealed record Metric
{
    /// <summary>Rows shorter than about 1e-15 have no direction; an inverse length below would overflow.</summary>
    private const float SquaredLengthMin = 1f / (1L << 50) / (1L << 50);

    private Metric() { }

    /// <summary>−dot: the inner product, negated so that smaller is nearer. u = 1, v = 0, no floor.</summary>
    public static Metric Dot { get; } = new() { Floor = float.NegativeInfinity };

    /// <summary>
    /// 1 − cosine, in [0, 2] up to rounding. u = 1/sqrt(dot(x, x)) and v = 1/2; a row without length (squared length
    /// below 2⁻¹⁰⁰) has u = 0: it is at 1 from every row, itself too.
    /// </summary>
    public static Metric Cosine { get; } = new() { OfDirection = true };

    /// <summary>
    /// Length of the difference. u = 1, v = dot(x, x), Scale = 2, Root: sqrt(max(0, |a|² + |b|² − 2·a·b)). Equal rows
    /// are at exactly 0. The error is about 1e-7·(|a|² + |b|²)/distance: centre rows that lie far from the origin.
    /// </summary>
    public static Metric Euclidean { get; } = SquaredEuclidean() with { Root = true };

    /// <summary>The square of <see cref="Euclidean"/>, before its root.</summary>
    public static Metric Squared { get; } = SquaredEuclidean();

    public float Scale { get; private init; } = 1;

    public float Floor { get; private init; }

    public bool Root { get; private init; }

    private bool OfDirection { get; init; }

    private bool OfLength { get; init; }

    /// <summary>Whether factor or offset depend on the row: on its squared length, dot(x, x).</summary>
    public bool ReadsLength => OfDirection || OfLength;

    /// <summary>The factor u and the offset v of a row with this squared length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]  // A pair returned waits in memory for every store before.
    public (float Factor, float Offset) Terms(float squaredLength)
    {
        if (OfLength) return (1, squaredLength);
        if (!OfDirection) return (1, 0);
        return (squaredLength < SquaredLengthMin ? 0 : 1 / MathF.Sqrt(squaredLength), 0.5f);
    }

    /// <summary>The distance of a query and a point from their dot and their terms.</summary>
    public float Distance(float dot, (float Factor, float Offset) query, (float Factor, float Offset) point)
    {
        float factor = query.Factor * (Scale * point.Factor);
        return Distance(MathF.Max(Floor, MathF.FusedMultiplyAdd(-factor, dot, query.Offset + point.Offset)));
    }

    internal float Distance(float key) => Root ? MathF.Sqrt(key) : key;

    /// <summary>A key above this bound means a distance of at least <paramref name="distance"/>.</summary>
    internal float KeyBound(float distance) => Root ? MathF.BitIncrement(distance * distance) : distance;

    private static Metric SquaredEuclidean() => new() { OfLength = true, Scale = 2 };
}
