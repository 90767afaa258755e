using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels;
using Tauric.Kernels.Labels;

namespace Tauric.Bench;

/// <summary>Every registered label rule by name, then the weights of what they gave.</summary>
[Benchmark("labels", "every label rule of the catalogue, and uniqueness weights, per row")]
internal sealed class LabelSpeed : IBenchmark
{
    public void Run(Measurement measurement)
    {
        int rows = measurement.Size(100_000, 2_000), rounds = measurement.Size(15, 2);
        var walk = new BarWalk(CounterRandom.For(1, "labels"), rows);
        var outcomes = new Outcome[rows];
        var answers = new List<byte>();
        long allocated = 0;
        foreach ((string name, ILabelRule rule) in KernelCatalogue<ILabelRule>.All)
        {
            void Label() => rule.Label(walk.Bars, outcomes);
            Spread time = Measurement.Rounds(rounds, Label)[0];
            measurement.Figure(name, time.Map(s => s / rows * 1e9), "ns/row");
            long before = GC.GetAllocatedBytesForCurrentThread();
            Label();
            allocated = Math.Max(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            measurement.Check($"{name} labels all but the ends", outcomes.Count(o => o.IsDefined) > rows - 100);
            answers.AddRange(MemoryMarshal.AsBytes<double>(outcomes.Select(outcome => outcome.Return).ToArray()));
        }

        LabelSpan[] lives = [.. outcomes.Select(outcome => outcome.Life)];
        var weights = new double[rows];
        Spread weigh = Measurement.Rounds(rounds, () => Uniqueness.Weigh(lives, weights))[0];
        measurement.Figure("uniqueness", weigh.Map(s => s / rows * 1e9), "ns/row");
        answers.AddRange(MemoryMarshal.AsBytes<double>(weights));
        measurement.Figure("most a batch allocates", allocated, "bytes");
        measurement.Hash(CollectionsMarshal.AsSpan(answers));
    }
}
