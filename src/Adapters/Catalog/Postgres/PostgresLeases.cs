using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>
/// Leases as rows with an expiry, by the server's clock. A connection of their own renews them while transactions run
/// elsewhere; a process that dies or is cut off leaves them to run out.
/// </summary>
internal sealed class PostgresLeases : IDisposable
{
    /// <summary>How long a process may be silent before others take over what it held.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    // In one order, so that two processes wait for each other instead of blocking. What is ours already was left by a
    // process of our name: it is dead.
    private const string Take = """
        INSERT INTO lease
        SELECT dataset, key, $3, clock_timestamp() + $4 FROM (
            SELECT a.dataset, a.key FROM unnest($1, $2) WITH ORDINALITY AS a (dataset, key, place)
            LEFT JOIN lease l ON l.dataset = a.dataset AND l.key = a.key
            WHERE l.owner IS NULL OR l.owner = $3 OR l.expires < clock_timestamp()
            ORDER BY a.place LIMIT $5) free
        ORDER BY dataset, key
        ON CONFLICT (dataset, key) DO UPDATE SET owner = excluded.owner, expires = excluded.expires
            WHERE lease.owner = excluded.owner OR lease.expires < clock_timestamp()
        RETURNING dataset, key
        """;

    private const string Renew = "UPDATE lease SET expires = clock_timestamp() + $2 WHERE owner = $1";

    private const string Give = """
        DELETE FROM lease l USING unnest($1, $2) AS given (dataset, key)
        WHERE l.dataset = given.dataset AND l.key = given.key AND l.owner = $3
        """;

    private const string GiveAll = "DELETE FROM lease WHERE owner = $1";

    private static int s_opened;

    private readonly string _owner = $"{PostgresSession.Name}, {Interlocked.Increment(ref s_opened)}";
    private readonly PostgresSession _session;
    private readonly TimeSpan _duration;
    private readonly Timer _renewal;

    public PostgresLeases(PostgresAddress address, TimeSpan duration)
    {
        _session = PostgresSession.Open(address, CatalogAccess.Shared);
        _duration = duration;
        _renewal = new Timer(_ => TryExecute(Renew, _owner, _duration), null, duration / 3, duration / 3);
    }

    public IReadOnlyList<int> Lease(IReadOnlyList<PartitionId> wanted, int countMax)
    {
        HashSet<PartitionId> taken = [.. _session.Transact(connection => PostgresSql.Rows(connection, Take,
            row => new PartitionId(row.GetString(0), row.GetString(1)),
            Datasets(wanted), Keys(wanted), _owner, _duration, countMax))];
        return [.. Enumerable.Range(0, wanted.Count).Where(i => taken.Contains(wanted[i]))];
    }

    public void Release(IReadOnlyList<PartitionId> leased) => _session.Transact(connection =>
        PostgresSql.Execute(connection, Give, Datasets(leased), Keys(leased), _owner));

    public void Dispose()
    {
        using (var stopped = new ManualResetEvent(initialState: false))
            if (_renewal.Dispose(stopped)) stopped.WaitOne();
        TryExecute(GiveAll, _owner);
        _session.Dispose();
    }

    public static string[] Datasets(IReadOnlyList<PartitionId> partitions) => [.. partitions.Select(p => p.Dataset)];

    public static string[] Keys(IReadOnlyList<PartitionId> partitions) => [.. partitions.Select(p => p.Key)];

    /// <summary>What fails here is made good by the expiry.</summary>
    private void TryExecute(string sql, params object[] parameters)
    {
        try
        {
            _session.Transact(connection => PostgresSql.Execute(connection, sql, parameters));
        }
        catch (ResourceException)
        {
            // The server is away: who needs it next says so.
        }
    }
}
