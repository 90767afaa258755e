using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Tauric.Kernels.Clustering;

namespace Tauric.Kernels.Vectors;

/// <summary>Every distance to its place in a row-major matrix.</summary>
internal readonly unsafe struct DistanceTaker<TLanes, TVector>(
    float* distances, int points, Metric metric) : IKeyTaker<TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    private readonly bool _root = metric.Root;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Take(int query, int point, TVector left, TVector right, uint valid, float* keys)
    {
        if (_root) (left, right) = (TLanes.Sqrt(left), TLanes.Sqrt(right));
        float* to = distances + ((long)query * points) + point;
        int count = BitOperations.PopCount(valid);
        if (count == 2 * TLanes.Width) Registers<TLanes, TVector>.Store(left, right, to);
        else
        {
            Registers<TLanes, TVector>.Store(left, right, keys);
            new ReadOnlySpan<float>(keys, count).CopyTo(new Span<float>(to, count));
        }

        return 0;
    }

    public void Offer(int query, int point, float* keys, uint near) => throw new UnreachableException();
}

/// <summary>The k nearest: a bound a query lets only keys through that may enter its list.</summary>
internal readonly unsafe struct NearestTaker<TLanes, TVector>(
    int* rows, float* distances, float* bounds, int k, int self, Metric metric) : IKeyTaker<TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Take(int query, int point, TVector left, TVector right, uint valid, float* keys) =>
        valid & Registers<TLanes, TVector>.AtMost(left, right, TLanes.All(bounds[query]));

    public void Offer(int query, int point, float* keys, uint near)
    {
        var list = new NearestList(
            new Span<int>(rows + ((long)query * k), k), new Span<float>(distances + ((long)query * k), k));
        for (; near != 0; near &= near - 1)
        {
            int lane = BitOperations.TrailingZeroCount(near), row = point + lane;
            if (self < 0 || row != self + query) list.Offer(row, metric.Distance(keys[lane]));
        }

        bounds[query] = metric.KeyBound(list.Worst);
    }
}

/// <summary>The nearest of another component by mutual reachability.</summary>
/// <remarks>Cores and components are padded to two registers.</remarks>
internal readonly unsafe struct OutsideTaker<TLanes, TVector>(
    int* rows, float* distances, float* bounds, float* cores, int* components, Metric metric) : IKeyTaker<TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Take(int query, int point, TVector left, TVector right, uint valid, float* keys)
    {
        uint near = valid & Registers<TLanes, TVector>.AtMost(left, right, TLanes.All(bounds[query]));
        if (near == 0) return 0;
        TVector core0 = TLanes.Load(cores + point), core1 = TLanes.Load(cores + point + TLanes.Width);
        return near & Registers<TLanes, TVector>.AtMost(core0, core1, TLanes.All(distances[query]))
            & Registers<TLanes, TVector>.Differ(components + point, components[query]);
    }

    public void Offer(int query, int point, float* keys, uint near)
    {
        var list = new NearestList(new Span<int>(rows + query, 1), new Span<float>(distances + query, 1));
        for (; near != 0; near &= near - 1)
        {
            int lane = BitOperations.TrailingZeroCount(near), row = point + lane;
            list.Offer(row, MutualReachability.Of(cores[query], cores[row], metric.Distance(keys[lane])));
        }

        // Nothing comes below its own core distance.
        bounds[query] = list.Worst <= cores[query] ? float.NegativeInfinity : metric.KeyBound(list.Worst);
    }
}

/// <summary>Two registers of neighbouring values.</summary>
internal static unsafe class Registers<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMost(TVector left, TVector right, TVector bound) =>
        TLanes.AtMost(left, bound) | (TLanes.AtMost(right, bound) << TLanes.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Differ(int* values, int number) => (TLanes.Differ(values, number) & ((1u << TLanes.Width) - 1))
        | (TLanes.Differ(values + TLanes.Width, number) << TLanes.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector left, TVector right, float* to)
    {
        TLanes.Store(left, to);
        TLanes.Store(right, to + TLanes.Width);
    }
}
