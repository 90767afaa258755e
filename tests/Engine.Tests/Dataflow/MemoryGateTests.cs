using Tauric.Engine.Dataflow;

namespace Tauric.Engine.Tests.Dataflow;

public sealed class MemoryGateTests
{
    [Fact]
    public async Task What_is_inside_never_holds_more_than_the_budget_unless_it_is_alone()
    {
        const long budget = 100;
        var gate = new MemoryGate(budget);
        long bytes = 0;
        int inside = 0, broken = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            CounterRandom random = CounterRandom.For(1, $"{worker}");
            for (int i = 0; i < 2000; i++)
            {
                long mine = random.NextInt(150);
                gate.Enter(mine, CancellationToken.None);
                int count = Interlocked.Increment(ref inside);
                if (Interlocked.Add(ref bytes, mine) > budget && count > 1) Interlocked.Increment(ref broken);
                Interlocked.Add(ref bytes, -mine);
                Interlocked.Decrement(ref inside);
                gate.Leave(mine);
            }
        })));
        Assert.Equal((0, 0L), (broken, bytes));
    }

    [Fact]
    public async Task A_cancelled_wait_ends_and_the_gate_still_works()
    {
        var gate = new MemoryGate(10);
        gate.Enter(50, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Task waiting = Task.Run(() => gate.Enter(1, stop.Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Task next = Task.Run(() => gate.Enter(1, CancellationToken.None));
        gate.Leave(50);
        await next;
        gate.Leave(1);
    }
}
