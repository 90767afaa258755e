using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

public sealed class TileWorkersTests
{
    [Fact]
    public void Every_item_runs_once_and_no_worker_runs_two_at_a_time()
    {
        using var workers = new TileWorkers(4);
        for (int items = 0; items < 200; items++)
        {
            var work = new Counting(items);
            workers.Run(work, items);
            Assert.All(work.Runs, runs => Assert.Equal(1, runs));
            Assert.Equal(0, work.Overlaps);
        }
    }

    [Fact]
    public void What_an_item_throws_reaches_the_caller_and_the_workers_go_on()
    {
        using var workers = new TileWorkers(3);
        Assert.Throws<InvalidOperationException>(() => workers.Run(new Failing(), 20));
        var work = new Counting(20);
        workers.Run(work, 20);
        Assert.All(work.Runs, runs => Assert.Equal(1, runs));
    }

    private sealed class Counting(int items) : ITiledWork
    {
        private readonly int[] _busy = new int[4];
        private int _overlaps;

        public int[] Runs { get; } = new int[items];

        public int Overlaps => _overlaps;

        public void Run(int item, int worker)
        {
            if (Interlocked.Increment(ref _busy[worker]) != 1) Interlocked.Increment(ref _overlaps);
            Interlocked.Increment(ref Runs[item]);
            Interlocked.Decrement(ref _busy[worker]);
        }
    }

    private sealed class Failing : ITiledWork
    {
        public void Run(int item, int worker)
        {
            if (item == 7) throw new InvalidOperationException("seven");
        }
    }
}
