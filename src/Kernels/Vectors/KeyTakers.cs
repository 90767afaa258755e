using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Vectors;

/// <summary>Every distance to its place in a row-major matrix.</summary>
internal readonly unsafe struct DistanceTaker<TLanes, TVector>(float* distances, int points, Metric metric)
    : IKeyTaker<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly bool _root = metric.Root;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int query, int point, TVector keys, uint lanes)
    {
        TVector values = _root ? TLanes.Sqrt(keys) : keys;
        float* to = distances + ((long)query * points) + point;
        if (BitOperations.PopCount(lanes) == TLanes.Width) TLanes.Store(values, to);
        else Some(values, new Span<float>(to, BitOperations.PopCount(lanes)));
    }

    private static void Some(TVector values, Span<float> to)
    {
        float* all = stackalloc float[TLanes.Width];
        TLanes.Store(values, all);
        new ReadOnlySpan<float>(all, to.Length).CopyTo(to);
    }
}

/// <summary>The k nearest: a bound a query lets only keys through that may enter its list.</summary>
internal readonly unsafe struct NearestTaker<TLanes, TVector>(
    int* rows, float* distances, float* bounds, int k, int self, Metric metric) : IKeyTaker<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int query, int point, TVector keys, uint lanes)
    {
        uint near = lanes & TLanes.AtMost(keys, TLanes.All(bounds[query]));
        if (near != 0) Offer(query, point, keys, near);
    }

    private void Offer(int query, int point, TVector keys, uint near)
    {
        float* key = stackalloc float[TLanes.Width];
        TLanes.Store(keys, key);
        var list = new NearestList(
            new Span<int>(rows + ((long)query * k), k), new Span<float>(distances + ((long)query * k), k));
        for (; near != 0; near &= near - 1)
        {
            int lane = BitOperations.TrailingZeroCount(near), row = point + lane;
            if (self < 0 || row != self + query) list.Offer(row, metric.Distance(key[lane]));
        }

        bounds[query] = metric.KeyBound(list.Worst);
    }
}

/// <summary>The nearest of another component by mutual reachability.</summary>
/// <remarks>Cores and components are padded to whole registers.</remarks>
internal readonly unsafe struct OutsideTaker<TLanes, TVector>(
    int* rows, float* distances, float* bounds, float* cores, int* components, Metric metric) : IKeyTaker<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int query, int point, TVector keys, uint lanes)
    {
        uint near = lanes & TLanes.AtMost(keys, TLanes.All(bounds[query]))
            & TLanes.AtMost(TLanes.Load(cores + point), TLanes.All(distances[query]))
            & TLanes.Differ(components + point, components[query]);
        if (near != 0) Offer(query, point, keys, near);
    }

    private void Offer(int query, int point, TVector keys, uint near)
    {
        float* key = stackalloc float[TLanes.Width];
        TLanes.Store(keys, key);
        var list = new NearestList(new Span<int>(rows + query, 1), new Span<float>(distances + query, 1));
        for (; near != 0; near &= near - 1)
        {
            int lane = BitOperations.TrailingZeroCount(near), row = point + lane;
            float reach = MathF.Max(cores[query], cores[row]);
            list.Offer(row, MathF.Max(reach, metric.Distance(key[lane])));
        }

        // Nothing comes below its own core distance.
        bounds[query] = list.Worst <= cores[query] ? float.NegativeInfinity : metric.KeyBound(list.Worst);
    }
}
