using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tauric.Adapters.Tests.Sources.Wrds;

/// <summary>A real PostgreSQL on loopback with data of its own, started for a test and stopped with it.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string User = "corpus";
    private const string Password = "example-hunter2";

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
        _port = FreePort();
        using Process copy = Process.Start("cp", ["-a", s_empty.Value, Data]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    public string Connection => $"Host=127.0.0.1;Port={_port};Database=postgres;Username={User};Password={Password}";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Skips the test, saying why, where there is no PostgreSQL.</summary>
    public static PostgresServer Start()
    {
        Assert.SkipWhen(s_bin.Value.Length == 0,
            "there is no PostgreSQL below /usr/lib/postgresql (apt-get install postgresql)");
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
        NpgsqlConnection.ClearAllPools();
    }

    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Connection);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (_server is not null) Stop();
        Directory.Delete(_folder, recursive: true);
    }

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
        Assert.True(init.ExitCode == 0, said);
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

    /// <summary>Below those the system hands out by itself.</summary>
    private static int FreePort()
    {
        for (int port = 20_000 + (Environment.ProcessId % 5_000); ; port++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
