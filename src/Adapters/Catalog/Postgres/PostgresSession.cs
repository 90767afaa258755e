using System.Data;
using Npgsql;
using Tauric.Engine;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>How many may have a catalog open: one that writes alone, or several that share it.</summary>
public enum CatalogAccess
{
    Exclusive,
    Shared,
}

/// <summary>
/// One connection that holds the catalog's advisory lock and does all work, so that nothing is written without the
/// lock. A server that goes away is waited for: the lock is taken anew and the transaction run from its start.
/// </summary>
/// <remarks>
/// The lock is the server's: it ends with the process that holds it, however that ends. Its key is the schema, so a
/// database may hold several catalogs. From any thread, one transaction at a time.
/// </remarks>
internal sealed class PostgresSession : IDisposable
{
    /// <summary>A process that was killed a moment ago may still be letting go.</summary>
    private const int HolderPatienceMs = 1_500;

    /// <summary>A server that restarts, or our own lost connection that it has not missed yet.</summary>
    private const int ServerPatienceMs = 90_000;

    private const int WaitMs = 100;
    private const int WaitMaxMs = 3_000;
    private const string LockKey = "hashtextextended('tauric catalog ' || coalesce(current_schema(), ''), 0)";

    // A backend notices at once that its process is gone, and within a minute that its machine is.
    private const string Prepare = """
        SET client_connection_check_interval = '500ms';
        SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
        SET client_min_messages = warning; SET jit = off;
        """;

    private const string SelectHolder = $"""
        SELECT coalesce(nullif(a.application_name, ''), 'server process ' || l.pid) FROM pg_locks l
        LEFT JOIN pg_stat_activity a USING (pid)
        WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> pg_backend_pid() AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (l.classid::bigint << 32 | l.objid::bigint) = {LockKey} LIMIT 1
        """;

    private readonly PostgresAddress _address;
    private readonly CatalogAccess _access;
    private readonly Lock _gate = new();
    private NpgsqlConnection? _connection;

    private PostgresSession(PostgresAddress address, CatalogAccess access) => (_address, _access) = (address, access);

    /// <summary>What a session is called where somebody asks who holds the lock.</summary>
    public static string Name => $"process {Environment.ProcessId} on {Environment.MachineName}";

    private bool IsLost => _connection?.State is not ConnectionState.Open;

    /// <exception cref="ResourceException">The server refuses or is away, or another process has it.</exception>
    public static PostgresSession Open(PostgresAddress address, CatalogAccess access)
    {
        var session = new PostgresSession(address, access);
        try
        {
            session._connection = session.Connect(HolderPatienceMs);
        }
        catch (Exception e) when (PostgresFault.Is(e))
        {
            throw PostgresFault.Describe(e, address);
        }

        return session;
    }

    /// <summary>
    /// Runs <paramref name="work"/> as one transaction. It may run more than once, each time on what was committed
    /// before: also when the server went away while it committed, and nobody knows whether it did.
    /// </summary>
    public T Transact<T>(Func<NpgsqlConnection, T> work)
    {
        lock (_gate)
        {
            long deadline = Environment.TickCount64 + ServerPatienceMs;
            for (int wait = WaitMs; ; wait = Math.Min(2 * wait, WaitMaxMs))
            {
                try
                {
                    return Attempt(work);
                }
                catch (Exception e) when (e is not TauricException && (PostgresFault.Is(e) || IsLost))
                {
                    bool passes = IsLost || PostgresFault.Passes(e);
                    if (IsLost) Disconnect();
                    if (!passes || Environment.TickCount64 > deadline) throw PostgresFault.Describe(e, _address);
                }

                Task.Delay(wait).Wait();
            }
        }
    }

    public void Transact(Action<NpgsqlConnection> work) => Transact(connection =>
    {
        work(connection);
        return 0;
    });

    public void Dispose() => Disconnect();

    private T Attempt<T>(Func<NpgsqlConnection, T> work)
    {
        _connection ??= Connect(ServerPatienceMs);
        using NpgsqlTransaction transaction = _connection.BeginTransaction();
        T result = work(_connection);
        transaction.Commit();
        return result;
    }

    /// <summary>Opens a connection and takes the lock.</summary>
    private NpgsqlConnection Connect(int patienceMs)
    {
        NpgsqlConnection connection = _address.Connect(Name);
        try
        {
            connection.Open();
            PostgresSql.Execute(connection, Prepare);
            long deadline = Environment.TickCount64 + patienceMs;
            while (!TakeLock(connection))
            {
                if (Environment.TickCount64 > deadline) throw Held(connection);
                Task.Delay(WaitMs).Wait();
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private bool TakeLock(NpgsqlConnection connection)
    {
        string shared = _access == CatalogAccess.Shared ? "_shared" : "";
        return PostgresSql.Scalar<bool>(connection, $"SELECT pg_try_advisory_lock{shared}({LockKey})");
    }

    private ResourceException Held(NpgsqlConnection connection)
    {
        string holder = PostgresSql.Texts(connection, SelectHolder).FirstOrDefault("another session");
        return new ResourceException($"The catalog at {_address} is in use by {holder}. "
            + "Wait until it has ended, or stop it: then this can run.");
    }

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
