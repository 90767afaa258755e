using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Indicators;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Tests.Indicators;

namespace Tauric.Kernels.Tests.Lanes;

/// <summary>Bar by bar every node runs alone; in a batch they are fused: any plan gives the same bits.</summary>
public sealed class FusedLoopTests
{
    private static readonly BarSeries[] Walks =
        [.. Enumerable.Range(0, 4).Select(seed => BarSeries.RandomWalk(seed: 100 + seed, rows: 600))];

    [Fact]
    public void Plans_drawn_at_random_give_the_bits_of_their_nodes() => Prop
        .ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Agrees(Drawn(seed)))
        .Holds(Torture.Or(often: 1000, usual: 30));

    [Fact]
    public void A_recurrence_that_follows_the_past_of_another_waits_for_it()
    {
        var plan = new SeriesPlan();
        Series first = plan.Close.Ema(3);
        Series[] outputs = [first.Back(1).Ema(5), first.Back(40).Ema(2), plan.Close.Back(70).Wilder(2), first];
        Assert.True(Agrees(Program(plan, outputs)));
    }

    private static bool Agrees(SeriesProgram program)
    {
        var together = new Copier(program.Outputs.Length);
        BarMemory[] bars = [.. Walks.Select(walk => walk.Memory)];
        program.Compute(program.Rent(), bars, 0, ref together);
        return Walks.Zip(together.Columns)
            .All(pair => Bits(OneByOne(program, pair.First)).SequenceEqual(Bits(pair.Second)));
    }

    private static ReadOnlySpan<long> Bits(double[] values) => MemoryMarshal.Cast<double, long>(values);

    private static double[] OneByOne(SeriesProgram program, BarSeries walk)
    {
        var live = new LiveIndicators(program);
        double[] columns = new double[walk.Rows * program.Outputs.Length], row = new double[program.Outputs.Length];
        for (int t = 0; t < walk.Rows; t++)
        {
            live.Push(walk.Bars.Slice(t, 1), row);
            for (int i = 0; i < row.Length; i++) columns[(i * walk.Rows) + t] = row[i];
        }

        return columns;
    }

    private static SeriesProgram Drawn(int seed)
    {
        var random = CounterRandom.For(seed, "plan");
        var plan = new SeriesPlan();
        List<Series> known = [plan.Close, plan.High, plan.Volume];
        for (int node = 0; node < 30; node++) known.AddRange(Next());
        return Program(plan, [.. known.TakeLast(4), known[3 + random.NextInt(6)]]);

        Series Any() => known[random.NextInt(known.Count)].Back(random.NextInt(3) * random.NextInt(20));

        Series[] Next() => random.NextInt(6) switch
        {
            0 => [Any().Ema(1 + random.NextInt(9), skip: random.NextInt(3))],
            1 => [Any().Wilder(1 + random.NextInt(5))],
            2 => Series.FollowAll(new Chase(random.NextInt(4)), Any(), Any()),
            3 => [(Any() - Any()) * 0.7],
            4 => Series.MapAll(new Ordered(random.NextInt(100)), Any(), Any(), Any()),
            _ => [Series.Map(new Middle(), Any(), Any(), Any(), Any())],
        };
    }

    private static SeriesProgram Program(SeriesPlan plan, Series[] outputs) =>
        new(plan, [.. outputs.Select(output => (output, plan.Columns[output.Column].Start + output.Late))]);

    private sealed class Copier(int outputs) : ITileReader
    {
        public double[][] Columns { get; } = [.. Walks.Select(walk => new double[walk.Rows * outputs])];

        public void Read(in IndicatorTile tile)
        {
            for (int i = 0; i < outputs; i++)
                tile[i].CopyTo(Columns[tile.Instrument].AsSpan((i * Walks[tile.Instrument].Rows) + tile.FirstRow));
        }
    }

    private readonly record struct Ordered(int Shift) : IPointwise
    {
        public static int Outputs => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            y[0] = T.Max(x[0], x[1]) + Shift;
            y[1] = T.Min(x[1], x[2]);
            y[2] = T.IfGreater(x[0], x[2], x[1], Shift);
        }
    }

    private readonly record struct Chase(int Warmup) : IRecurrence
    {
        public static int Outputs => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            state.A = t < Warmup ? x[0] : T.Fma(state.A, 0.5, x[0] - x[1]);
            state.D = T.Max(state.D * 0.9, x[1]);
            y[0] = state.A;
            y[1] = state.D + state.A;
        }
    }

    /// <summary>More columns than a fused node may read.</summary>
    private readonly record struct Middle : IPointwise
    {
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = (x[0] + x[1] + x[2] + x[3]) * 0.25;
    }
}
