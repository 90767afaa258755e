using System.Globalization;
using System.Reflection;
using Npgsql;
using Tauric.Engine;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>
/// Changes of a catalog's own tables, in order and never back: <c>Migrations/NNNN_name.sql</c>, shipped in the program.
/// Tables that datasets publish are made from the datasets' schemas instead.
/// </summary>
public static class PostgresMigrations
{
    private const string Folder = "catalog/migrations/";
    private const string IsThere = "SELECT to_regclass('catalog_migration') IS NOT NULL";

    private const string Create = """
        CREATE TABLE IF NOT EXISTS catalog_migration (
            version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
        """;

    private static readonly (int Version, string Name)[] s_all = [.. Assembly.GetExecutingAssembly()
        .GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).Select(n => (VersionOf(n), n[Folder.Length..]))];

    /// <summary>The version this program works with.</summary>
    public static int Latest => s_all[^1].Version;

    /// <summary>Applies what is missing, each file a transaction.</summary>
    /// <returns>Their names; none when the catalog is up to date.</returns>
    /// <exception cref="ResourceException">The server refuses, or a run has the catalog open.</exception>
    public static IReadOnlyList<string> Migrate(PostgresAddress address)
    {
        using PostgresSession session = PostgresSession.Open(address, CatalogAccess.Exclusive);
        session.Transact(connection =>
        {
            if (address.SchemaName is { } schema)
                PostgresSql.Execute(connection, $"CREATE SCHEMA IF NOT EXISTS {PostgresSql.Quote(schema)}");
            if (!PostgresSql.Scalar<bool>(connection, IsThere)) PostgresSql.Execute(connection, Create);
        });
        var applied = new List<string>();
        foreach ((int version, string name) in s_all)
            if (session.Transact(connection => Apply(connection, version, name))) applied.Add(name);
        return applied;
    }

    /// <exception cref="ResourceException">The catalog is not of this program's version: says what to do.</exception>
    internal static void Require(NpgsqlConnection connection, PostgresAddress address)
    {
        int version = PostgresSql.Scalar<bool>(connection, IsThere)
            ? PostgresSql.Scalar<int>(connection, "SELECT coalesce(max(version), 0) FROM catalog_migration") : 0;
        if (version == Latest) return;
        throw new ResourceException(version switch
        {
            0 => $"There is no catalog at {address} yet. Make it: tauric catalog migrate",
            _ when version < Latest => $"The catalog at {address} has version {version}, this program needs {Latest}. "
                + "Bring it up to date: tauric catalog migrate",
            _ => $"The catalog at {address} has version {version}, this program knows {Latest}: use a newer program.",
        });
    }

    private static bool Apply(NpgsqlConnection connection, int version, string name)
    {
        if (PostgresSql.Scalar<bool>(
            connection, "SELECT EXISTS (SELECT FROM catalog_migration WHERE version >= $1)", version)) return false;
        PostgresSql.Execute(connection, Text(name));
        PostgresSql.Execute(
            connection, "INSERT INTO catalog_migration (version, name) VALUES ($1, $2)", version, name);
        return true;
    }

    private static int VersionOf(string resource) =>
        int.Parse(resource.AsSpan(Folder.Length, 4), CultureInfo.InvariantCulture);

    private static string Text(string name)
    {
        using var reader = new StreamReader(
            Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)!);
        return reader.ReadToEnd();
    }
}
