using Npgsql;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>The tables and views of a catalog, to read beside whoever writes them.</summary>
public sealed class PostgresTables(PostgresAddress address)
{
    private const string SelectNames = """
        SELECT relname::text FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
            AND NOT relispartition AND relname NOT IN ('catalog_migration', 'lease') ORDER BY 1
        """;

    /// <exception cref="Engine.ResourceException">The server refuses or is away, or there is no catalog.</exception>
    public IReadOnlyList<(string Name, Schema Schema)> All() => Guarded(connection =>
    {
        PostgresMigrations.Require(connection, address);
        return PostgresSql.Texts(connection, SelectNames)
            .ConvertAll(name => (name, Shape(connection, PostgresSql.Quote(name)).Schema));
    });

    public Schema SchemaOf(string table) =>
        Guarded(connection => Shape(connection, PostgresSql.Quote(table)).Schema);

    /// <summary>Rows of a table or view. The caller disposes the batches.</summary>
    public IEnumerable<RecordBatch> Read(string table)
    {
        using NpgsqlConnection connection = Guarded(c => c, keep: true);
        using var command = new NpgsqlCommand(Shape(connection, PostgresSql.Quote(table)).Sql, connection);
        using NpgsqlDataReader rows = command.ExecuteReader();
        foreach (RecordBatch batch in PostgresTypes.Batches(rows)) yield return batch;
    }

    /// <summary>The columns of a table or subquery as they are read: what has no columnar type as text.</summary>
    internal static (string Sql, Schema Schema) Shape(NpgsqlConnection connection, string from)
    {
        using var command = new NpgsqlCommand($"SELECT * FROM {from} LIMIT 0", connection);
        using NpgsqlDataReader rows = command.ExecuteReader();
        Schema schema = PostgresTypes.SchemaOf(rows);
        IEnumerable<string> columns = schema.Fields.Select(f =>
            PostgresSql.Quote(f.Name) + (f.Type == ArrowType.Utf8 ? "::text" : ""));
        return ($"SELECT {string.Join(", ", columns)} FROM {from}", schema);
    }

    private T Guarded<T>(Func<NpgsqlConnection, T> work, bool keep = false)
    {
        NpgsqlConnection connection = address.Connect(PostgresSession.Name);
        try
        {
            connection.Open();
            return work(connection);
        }
        catch (Exception e) when (PostgresFault.Is(e))
        {
            keep = false;
            throw PostgresFault.Describe(e, address);
        }
        finally
        {
            if (!keep) connection.Dispose();
        }
    }
}
