using System.Diagnostics;
using System.Net.Sockets;
using Tauric.Adapters.Storage;

namespace Tauric.Adapters.Tests.Storage;

/// <summary>
/// A real S3-compatible store on loopback: Ceph's gateway over one monitor and one daemon that keeps objects in memory.
/// </summary>
public sealed class RadosGateway : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rgw-").FullName;
    private readonly List<Process> _servers = [];
    private readonly int _port = LoopbackPort.Free();

    public static bool IsInstalled => File.Exists("/usr/bin/radosgw");

    private S3Options Options => new()
    {
        Endpoint = $"http://127.0.0.1:{_port}",
        Bucket = "corpora",
        AccessKey = "EXAMPLEKEY",
        SecretKey = "example-hunter2",
    };

    private string Configuration => Path.Combine(_folder, "ceph.conf");

    public static RadosGateway Start()
    {
        var gateway = new RadosGateway();
        try
        {
            gateway.StartServers();
            return gateway;
        }
        catch
        {
            gateway.Dispose();
            throw;
        }
    }

    /// <summary>Spent so far by all servers, s.</summary>
    public double ProcessorSeconds => _servers.Where(s => !s.HasExited).Sum(s => s.TotalProcessorTime.TotalSeconds);

    /// <summary>An empty part of the bucket.</summary>
    public S3Options Empty() => Options with { Prefix = "t/" + Guid.NewGuid().ToString("N") };

    /// <summary>The settings that make the program store its objects there.</summary>
    public static (string, string)[] Variables(S3Options options) =>
    [
        ("STORAGE_BACKEND", "s3"), ("S3_ENDPOINT", options.Endpoint), ("S3_BUCKET", options.Bucket),
        ("S3_PREFIX", options.Prefix), ("AWS_ACCESS_KEY_ID", options.AccessKey),
        ("AWS_SECRET_ACCESS_KEY", options.SecretKey),
    ];

    public void Dispose()
    {
        foreach (Process server in _servers)
        {
            if (!server.HasExited) server.Kill();
            server.WaitForExit();
            server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void StartServers()
    {
        string id = Guid.NewGuid().ToString(), osd = Guid.NewGuid().ToString(), map = Path.Combine(_folder, "monmap");
        string monitor = $"[v1:127.0.0.1:{LoopbackPort.Free()}]";
        foreach (string name in (string[])["mon", "osd"]) Directory.CreateDirectory(Path.Combine(_folder, name));
        File.WriteAllText(Configuration, Settings(id, monitor) + "\n");
        Run("monmaptool", "--create", "--fsid", id, "--addv", "a", monitor, map);
        Run("ceph-mon", "--mkfs", "-i", "a", "--monmap", map);
        Launch("ceph-mon", "-i", "a");
        Await(() => Ask("ceph", "--connect-timeout", "5", "osd", "new", osd).IsDone);
        Run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd);
        Process? daemon = null;
        Await(() =>
        {
            // It may start before the monitor knows it, and then ends: the next one is known.
            if (daemon is null or { HasExited: true }) daemon = Launch("ceph-osd", "-i", "0");
            return Ask("ceph", "osd", "stat").Said.Contains("1 up", StringComparison.Ordinal);
        });
        Launch("radosgw", "-n", "client.rgw");
        Await(Answers);
        Run("radosgw-admin", "-n", "client.rgw", "user", "create", "--uid=tests", "--display-name=tests",
            "--access-key=" + Options.AccessKey, "--secret-key=" + Options.SecretKey);
        using var client = Options.Connect();
        client.PutBucketAsync(Options.Bucket).GetAwaiter().GetResult();
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

    private static void Await(Func<bool> holds)
    {
        for (int look = 0; !holds(); look++)
        {
            if (look == 600) throw new InvalidOperationException("Ceph does not start.");
            Task.Delay(100).Wait();
        }
    }

    /// <summary>In the foreground, so that it is ours to end.</summary>
    private Process Launch(string program, params string[] arguments)
    {
        Process server = Begin(program, ["-f", .. arguments]);
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        _servers.Add(server);
        return server;
    }

    private void Run(string program, params string[] arguments)
    {
        (bool done, string said) = Ask(program, arguments);
        if (!done) throw new InvalidOperationException($"{program}: {said}");
    }

    private (bool IsDone, string Said) Ask(string program, params string[] arguments)
    {
        using Process process = Begin(program, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode == 0, said);
    }

    private Process Begin(string program, string[] arguments) => Process.Start(
        new ProcessStartInfo(program, program == "monmaptool" ? arguments : ["-c", Configuration, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>
    /// One copy of everything, all in memory, no passwords inside, nothing that listens beyond loopback, and nobody who
    /// gives up because the machine is busy.
    /// </summary>
    private string Settings(string id, string monitor) => $"""
        [global]
        fsid = {id}
        mon host = {monitor}
        mon initial members = a
        public addr = 127.0.0.1
        cluster addr = 127.0.0.1
        ms bind msgr2 = false
        auth cluster required = none
        auth service required = none
        auth client required = none
        osd pool default size = 1
        osd pool default min size = 1
        osd pool default pg num = 4
        osd pool default pgp num = 4
        osd crush chooseleaf type = 0
        mon allow pool size one = true
        mon warn on pool no redundancy = false
        run dir = {_folder}
        crash dir = {_folder}
        admin socket = {_folder}/$name.asok
        log file = {_folder}/$name.log
        mon cluster log file = {_folder}/cluster.log
        debug ms = 0/0
        debug rgw = 0/0
        debug osd = 0/0
        debug mon = 0/0
        [mon]
        mon data = {_folder}/mon
        mon data avail crit = 1
        mon osd full ratio = .999
        mon osd nearfull ratio = .99
        paxos propose interval = .05
        paxos min wait = .01
        mon osd report timeout = 86400
        [osd]
        osd data = {_folder}/osd
        osd objectstore = memstore
        osd op thread timeout = 600
        osd op thread suicide timeout = 0
        memstore device bytes = {4L << 30}
        memstore page size = 4096
        osd class load list = *
        osd class default list = *
        osd class update on start = false
        [client.rgw]
        rgw frontends = beast endpoint=127.0.0.1:{_port} tcp_nodelay=1
        rgw enable usage log = false
        keyring = /dev/null
        """;
}
