using Npgsql;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>Statements with positional parameters.</summary>
internal static class PostgresSql
{
    /// <summary>A name as SQL wants it, whatever it holds.</summary>
    public static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    public static void Execute(NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using NpgsqlCommand command = Command(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    /// <summary>The one value of the one row.</summary>
    public static T Scalar<T>(NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using NpgsqlCommand command = Command(connection, sql, parameters);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>A column of texts.</summary>
    public static List<string> Texts(
        NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> parameters) =>
        Rows(connection, sql, row => row.GetString(0), parameters);

    public static List<T> Rows<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read,
        params ReadOnlySpan<object?> parameters)
    {
        using NpgsqlCommand command = Command(connection, sql, parameters);
        using NpgsqlDataReader rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(read(rows));
        return found;
    }

    private static NpgsqlCommand Command(
        NpgsqlConnection connection, string sql, ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (object? value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
