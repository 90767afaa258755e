using Npgsql;
using Tauric.Engine;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>Where a PostgreSQL catalog is. The password is shown by nothing here.</summary>
public sealed class PostgresAddress
{
    private const string Shape = "write postgresql://user:password@host:5432/database";

    private readonly NpgsqlConnectionStringBuilder _connection;

    private PostgresAddress(NpgsqlConnectionStringBuilder connection) => _connection = connection;

    /// <summary>The schema named by <c>search_path</c>; null for the user's.</summary>
    internal string? SchemaName => _connection.SearchPath is { Length: > 0 } path ? path : null;

    internal string User => _connection.Username ?? Environment.UserName;

    /// <param name="url">
    /// <c>postgresql://user:password@host:port/database?sslmode=require&amp;search_path=schema</c>; a driver's name
    /// after the scheme (<c>postgresql+psycopg2</c>) is passed over. Without a password <c>PGPASSWORD</c> and
    /// <c>~/.pgpass</c> are asked.
    /// </param>
    /// <exception cref="PlanException">It is none; the message does not quote it.</exception>
    public static PostgresAddress Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)) throw Refused(Shape);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Pooling = false,   // The session holds the lock.
            CommandTimeout = 0,
            TcpKeepAlive = true,
            Timezone = "UTC",
            // Npgsql would ask Kerberos at every connection, and some of its libraries crash when two ask at once.
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        if (uri.Host.Length > 0) connection.Host = uri.Host;
        if (uri.Port > 0) connection.Port = uri.Port;
        if (uri.AbsolutePath.Length > 1) connection.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        string[] user = [.. uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString)];
        if (user[0].Length > 0) connection.Username = user[0];
        if (user.Length > 1) connection.Password = user[1];
        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Set(connection, pair.Split('=', 2));
        if (connection.Host is null) throw Refused(Shape);
        return new PostgresAddress(connection);
    }

    /// <summary>Host, port and database.</summary>
    public override string ToString() => $"{_connection.Host}:{_connection.Port}/{_connection.Database}";

    /// <summary>A connection that is not open yet.</summary>
    /// <param name="name">What the server calls it: says who holds the lock.</param>
    internal NpgsqlConnection Connect(string name) =>
        new($"{_connection.ConnectionString};Application Name={name}");

    /// <summary>libpq's names for what Npgsql names otherwise.</summary>
    private static void Set(NpgsqlConnectionStringBuilder connection, string[] pair)
    {
        string value = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
        string name = pair[0] switch
        {
            "sslrootcert" => "RootCertificate",
            "gssencmode" => "GssEncryptionMode",
            "connect_timeout" => "Timeout",
            _ => pair[0].Replace("_", "", StringComparison.Ordinal),
        };
        try
        {
            connection[name] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw Refused($"'{pair[0]}' is no parameter of a connection, or takes another value");
        }
    }

    private static PlanException Refused(string what) => new($"catalog.url is no address of a database: {what}.");
}
