namespace Tauric.Adapters.Tests;

/// <summary>A server that the tests of a class share, started by the first that needs it.</summary>
public sealed class PostgresFixture : IDisposable
{
    private readonly Lazy<PostgresServer> _server = new(StartOrSkip);

    internal PostgresServer Server => _server.Value;

    /// <summary>Skips the test, saying why, where there is no PostgreSQL.</summary>
    internal static PostgresServer StartOrSkip()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return PostgresServer.Start();
    }

    public void Dispose()
    {
        if (_server.IsValueCreated) _server.Value.Dispose();
    }
}
