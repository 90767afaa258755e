using Tauric.Adapters.Catalog.Postgres;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>Several processes that share a store and a catalog on a real server.</summary>
public sealed class ShardTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private const int Shards = 3;
    private static int s_made;

    private readonly string _database = $"shards_{Interlocked.Increment(ref s_made)}";

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Shards_compute_every_partition_once_between_them(int seed)
    {
        var dag = new RandomDag(seed);
        PostgresAddress address = Migrated();
        using var root = new DataRoot(Open(address));
        RunReport[] reports = RunShards(dag, root, address);
        Assert.All(reports, report => Assert.Equal("success", report.Status));
        Assert.Equal(dag.Model().Count, reports.Sum(report => report.Computed));
        Assert.Equal(dag.Model(), root.Rows());
        Assert.Equal(2 * reports.Count(report => report.BytesWritten > 0), root.Store.List("logs").Count());
        Assert.Empty(LogsOfTheRun(root));   // Who ends it writes them.
        Assert.Empty(Leases());
    }

    [Fact]
    public void What_shards_left_is_ended_by_a_run_of_its_own()
    {
        var dag = new RandomDag(13);
        PostgresAddress address = Migrated();
        using var alone = new DataRoot();
        alone.Run(dag.Pipeline);
        using var root = new DataRoot(Open(address));
        RunShards(dag, root, address);
        root.Catalog.Dispose();
        using PostgresCatalog exclusive = PostgresCatalog.Open(address);
        RunReport reduce = root.Run(dag.Pipeline, o => o with { Catalog = exclusive });
        Assert.Equal((0L, "success"), (reduce.Computed, reduce.Status));
        Assert.Equal(alone.Tree(), root.Tree());
        Assert.Equal(2, LogsOfTheRun(root).Count());
    }

    [Fact]
    public void What_a_dead_shard_held_is_taken_over_when_its_lease_has_run_out()
    {
        var dag = new RandomDag(14);
        PostgresAddress address = Migrated();
        fixture.Server.Execute("INSERT INTO lease VALUES "
            + "('source', 'k0', 'dead', clock_timestamp() + interval '700 ms')", _database);
        using var root = new DataRoot(Open(address));
        Assert.Equal(dag.Model().Count, RunShards(dag, root, address).Sum(report => report.Computed));
        Assert.Equal(dag.Model(), root.Rows());
    }

    [Fact]
    public async Task A_lease_is_one_process_s_for_as_long_as_it_lives()
    {
        PostgresAddress address = Migrated();
        PartitionId[] wanted = [new("d", "a"), new("d", "b"), new("d", "c")];
        TimeSpan lease = TimeSpan.FromSeconds(3);   // Renewed every second: time enough on a crowded machine.
        using PostgresCatalog second = Open(address, lease);
        using (PostgresCatalog first = Open(address, lease))
        {
            Assert.Equal([0, 1], first.Lease(wanted, 2));
            Assert.Equal([2], second.Lease(wanted, 3));
            await Task.Delay(1.5 * lease);   // Renewed meanwhile.
            Assert.Empty(second.Lease([wanted[0], wanted[1]], 2));
            first.Release([wanted[0]]);
            Assert.Equal([0], second.Lease(wanted[..2], 2));
        }

        Assert.Equal([1], second.Lease(wanted[..2], 2).Except([0]));   // Closed, it holds nothing.
    }

    [Fact]
    public void A_step_that_fails_stops_its_shard_and_frees_what_it_held()
    {
        var dag = new RandomDag(15);
        PostgresAddress address = Migrated();
        using var root = new DataRoot(Open(address));
        dag.Last.Before = key => { if (key == "k1") throw new DataException("no good"); };
        Assert.Throws<AggregateException>(() => RunShards(dag, root, address));
        Assert.Empty(Leases());
        dag.Last.Before = null;
        RunShards(dag, root, address);
        Assert.Equal(dag.Model(), root.Rows());
    }

    private static PostgresCatalog Open(PostgresAddress address, TimeSpan? lease = null) =>
        PostgresCatalog.Open(address, CatalogAccess.Shared, lease);

    private static RunReport[] RunShards(RandomDag dag, DataRoot root, PostgresAddress address)
    {
        Task<RunReport>[] runs = [.. Enumerable.Range(0, Shards).Select(i => Task.Factory.StartNew(() =>
        {
            using PostgresCatalog catalog = Open(address);
            return root.Run(dag.Pipeline, o => o with { Catalog = catalog, Shard = new Shard(i, Shards), Workers = 2 });
        }, TaskCreationOptions.LongRunning))];
        Task.WaitAll(runs);
        return [.. runs.Select(run => run.Result)];
    }

    private IReadOnlyList<string> Leases() => fixture.Server.Query("SELECT dataset, key FROM lease", _database);

    private static IEnumerable<string> LogsOfTheRun(DataRoot root) =>
        root.Store.List("logs").Where(key => !key.Contains("_shard_", StringComparison.Ordinal));

    private PostgresAddress Migrated()
    {
        var address = PostgresAddress.Parse(fixture.Server.Create(_database));
        PostgresMigrations.Migrate(address);
        return address;
    }
}
