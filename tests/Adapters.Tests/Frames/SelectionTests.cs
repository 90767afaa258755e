using FsCheck;
using FsCheck.Fluent;
using Tauric.Adapters.Frames;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Frames;

public sealed class SelectionTests
{
    [Fact]
    public void Gives_what_sorting_gives_at_every_rank() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), (seed, count) =>
        {
            CounterRandom random = CounterRandom.For(seed, "selection");
            int kinds = 1 + random.NextInt(40);
            double[] values = [.. Enumerable.Range(0, count).Select(_ => (double)random.NextInt(kinds))];
            double[] sorted = [.. values.Order()];
            for (int rank = 0; rank < count; rank++)
                Assert.Equal(sorted[rank], Selection.AtRank((double[])values.Clone(), rank));
        }).Holds();
}
