using System.Net.Sockets;
using Npgsql;
using Tauric.Engine;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>Says of a server's refusal what, where and what to do. Its messages hold no password.</summary>
internal static class PostgresFault
{
    public static bool Is(Exception e) => e is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>
    /// May it work when it is tried again? A server that restarts or is cut off (classes 08, 57P), has no connection
    /// left, or broke a deadlock at our cost; a partition that another process committed at the same moment.
    /// </summary>
    public static bool Passes(Exception e) => e switch
    {
        PostgresException said => said.SqlState.StartsWith("08", StringComparison.Ordinal)
            || said.SqlState.StartsWith("57P0", StringComparison.Ordinal)
            || said.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.UniqueViolation,
        NpgsqlException { InnerException: { } inner } => Passes(inner),
        _ => e is SocketException or IOException or TimeoutException,
    };

    public static ResourceException Describe(Exception e, PostgresAddress address) =>
        new($"The catalog at {address} {What(e, address)}.", e);

    private static string What(Exception e, PostgresAddress address) => e switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
        } => $"does not accept user '{address.User}': check user and password in catalog.url",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "has no such database: create it, e.g. with createdb",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } said =>
            $"does not let user '{address.User}' do it ({said.MessageText}): it must own the catalog's schema",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            $"only lets user '{address.User}' read: name the primary, and a user who may write",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "has no room left: free some",
        PostgresException said => $"refused: {said.MessageText} ({said.SqlState})",
        _ => $"cannot be reached: {e.Message}. Is it running? Is catalog.url right?",
    };
}
