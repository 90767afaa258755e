using Tauric.Adapters.DuckDb;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Host.Query;

/// <summary>SQL in, batches out. A query runs to its end before the next one starts.</summary>
internal interface ISqlSession : IDisposable
{
    /// <param name="sql">One statement, prepared.</param>
    IEnumerable<RecordBatch> Query(string sql);

    /// <summary>Makes rows readable as a table while the session is open.</summary>
    void Register(string name, Schema schema, Func<IEnumerable<RecordBatch>> rows);
}

/// <param name="owner">Disposed with the session; null when somebody else's connection is lent.</param>
internal sealed class SqlSession(DuckConnection connection, DuckDatabase? owner) : ISqlSession
{
    private readonly List<IDisposable> _registered = [];

    /// <summary>A private DuckDB in memory for a user's SQL; its mistakes are <see cref="UsageException"/>s.</summary>
    /// <param name="prepare">Runs our own SQL first; after it the settings are locked.</param>
    public static ISqlSession Open(Action<ISqlSession> prepare)
    {
        var database = DuckDatabase.InMemory(new DuckOptions
        {
            UserSql = true,
            Prepare = connection => prepare(new SqlSession(connection, owner: null)),
        });
        return new SqlSession(database.Connect(), database);
    }

    public IEnumerable<RecordBatch> Query(string sql)
    {
        using DuckRows rows = connection.Query(sql);
        foreach (RecordBatch batch in rows) yield return batch;
    }

    public void Register(string name, Schema schema, Func<IEnumerable<RecordBatch>> rows) =>
        _registered.Add(connection.Register(name, schema, rows));

    public void Dispose()
    {
        if (owner is null) return;
        foreach (IDisposable registered in _registered) registered.Dispose();
        connection.Dispose();
        owner.Dispose();
    }
}
