using System.Collections.Concurrent;

namespace Tauric.Adapters.DuckDb;

/// <summary>
/// Instances in memory for short private work (a Parquet file, a sort), kept because opening one costs about 20 ms.
/// Holds as many as were ever rented at once.
/// </summary>
public sealed class DuckPool(DuckOptions? options = null) : IDisposable
{
    private readonly ConcurrentBag<DuckDatabase> _idle = [];

    /// <summary>A connection to an instance nobody else uses; disposing it gives both back.</summary>
    public Lease Rent()
    {
        DuckDatabase database = _idle.TryTake(out DuckDatabase? idle) ? idle : DuckDatabase.InMemory(options);
        return new Lease(this, database);
    }

    public void Dispose()
    {
        while (_idle.TryTake(out DuckDatabase? database)) database.Dispose();
    }

    public sealed class Lease : IDisposable
    {
        private readonly DuckPool _pool;
        private DuckDatabase? _database;

        internal Lease(DuckPool pool, DuckDatabase database)
        {
            (_pool, _database) = (pool, database);
            Connection = database.Connect();
        }

        public DuckConnection Connection { get; }

        public void Dispose()
        {
            if (_database is null) return;
            Connection.Dispose();
            _pool._idle.Add(_database);
            _database = null;
        }
    }
}
