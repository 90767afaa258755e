using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Tauric.Adapters.Tests;

/// <summary>A real PostgreSQL on loopback with data of its own, started for a test and stopped with it.</summary>
/// <remarks>The benchmarks start it too, so it knows nothing of tests.</remarks>
internal sealed class PostgresServer : IDisposable
{
    public const string User = "corpus";
    public const string Password = "example-hunter2";

    private static readonly Lazy<string> s_bin = new(() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .Order(StringComparer.Ordinal).LastOrDefault(""));

    /// <summary>An empty cluster, made once: a copy costs a tenth of another.</summary>
    private static readonly Lazy<string> s_empty = new(Initialise);

    private readonly string _folder = Directory.CreateTempSubdirectory("pg-").FullName;
    private readonly int _port;
    private Process? _server;

    private PostgresServer()
    {
        _port = LoopbackPort.Free();
        using Process copy = Process.Start("cp", ["-a", s_empty.Value, Data]);
        copy.WaitForExit();
        if (copy.ExitCode != 0) throw new InvalidOperationException($"'{s_empty.Value}' cannot be copied");
    }

    /// <summary>Why there is none here; null where there is.</summary>
    public static string? Missing => s_bin.Value.Length > 0
        ? null : "there is no PostgreSQL below /usr/lib/postgresql (apt-get install postgresql)";

    public string Connection => ConnectionTo("postgres");

    /// <summary>Host and port, as messages name the server.</summary>
    public string Host => $"127.0.0.1:{_port}";

    private string Data => Path.Combine(_folder, "data");

    public string UrlOf(string database, string user = User, string password = Password) =>
        $"postgresql://{user}:{password}@{Host}/{database}";

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its address.</returns>
    public string Create(string database)
    {
        Execute($"CREATE DATABASE {database}");
        return UrlOf(database);
    }

    public static PostgresServer Start()
    {
        if (Missing is { } why) throw new InvalidOperationException(why);
        var server = new PostgresServer();
        server.Resume();
        return server;
    }

    public void Resume()
    {
        _server = Launch("postgres", "-D", Data, "-p", $"{_port}", "-h", "127.0.0.1", "-k", _folder, "-F");
        _server.OutputDataReceived += (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        for (int look = 0; ; look++)
        {
            try
            {
                Execute("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (look < 500)
            {
                Task.Delay(20).Wait();
            }
        }
    }

    /// <summary>At once, as a crash would.</summary>
    public void Stop()
    {
        _server!.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
        _server = null;
    }

    public void Execute(string sql, string database = "postgres") => Query(sql, database);

    /// <summary>Rows of a statement, their columns joined by <c>|</c>.</summary>
    public IReadOnlyList<string> Query(string sql, string database)
    {
        using var connection = new NpgsqlConnection(ConnectionTo(database));
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using NpgsqlDataReader rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
            found.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(c => Text(rows.GetValue(c)))));
        return found;
    }

    public void Dispose()
    {
        if (_server is not null) Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    public string ConnectionTo(string database) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username={User};Password={Password};Pooling=false";

    private static string Initialise()
    {
        string folder = Directory.CreateTempSubdirectory("pg-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string secret = Path.Combine(folder, "pw"), data = Path.Combine(folder, "data");
        File.WriteAllText(secret, Password);
        using Process init = Launch("initdb", "-D", data, "-U", User, "-A", "scram-sha-256", "--pwfile", secret,
            "--no-sync", "-E", "UTF8", "--locale=C");
        string said = init.StandardOutput.ReadToEnd() + init.StandardError.ReadToEnd();
        init.WaitForExit();
        if (init.ExitCode != 0) throw new InvalidOperationException(said);
        return data;
    }

    /// <summary>The server refuses to be root: then it runs as a mapped user, who owns what root owns.</summary>
    private static Process Launch(string program, params string[] arguments)
    {
        string path = Path.Combine(s_bin.Value, program);
        string[] mapped = ["-U", "--map-user=1000", "--map-group=1000", path];
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("unshare", [.. mapped, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return Process.Start(start)!;
    }
}
