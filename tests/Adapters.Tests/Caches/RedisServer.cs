using System.Diagnostics;
using System.Net.Sockets;
using Tauric.Adapters.Caches;

namespace Tauric.Adapters.Tests.Caches;

/// <summary>A real Redis on loopback, started when it is first asked for.</summary>
public sealed class RedisServer : IDisposable
{
    private const string Installed = "/usr/bin/redis-server";

    private readonly string _folder = Directory.CreateTempSubdirectory("redis-").FullName;
    private readonly int _port = LoopbackPort.Free();
    private int _databases;
    private Process? _server;

    /// <summary>An empty database. Skips the test, saying why, where there is no Redis.</summary>
    public RedisAddress Empty()
    {
        Assert.SkipUnless(File.Exists(Installed), "there is no Redis (apt-get install redis-server)");
        if (_server is null) Start();
        return new RedisAddress("127.0.0.1", _port, "", "example-hunter2", _databases++);
    }

    public void Start()
    {
        _server = Process.Start(new ProcessStartInfo(Installed, ["--port", $"{_port}", "--bind", "127.0.0.1",
            "--dir", _folder, "--save", "", "--databases", "100", "--requirepass", "example-hunter2"])
        {
            RedirectStandardOutput = true,
        })!;
        _server.BeginOutputReadLine();
        for (int look = 0; !Answers(); look++)
        {
            Assert.True(look < 500, "Redis does not start");
            Task.Delay(20).Wait();
        }
    }

    /// <summary>At once, as a crash would.</summary>
    public void Stop()
    {
        _server!.Kill();
        _server.WaitForExit();
        _server.Dispose();
        _server = null;
    }

    public void Dispose()
    {
        if (_server is not null) Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private bool Answers()
    {
        try
        {
            using var probe = new TcpClient("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
