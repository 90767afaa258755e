using System.Diagnostics;
using System.Net;
using Tauric.Adapters.Tests;

namespace Tauric.Host.Tests.Proofs;

/// <summary>
/// A real Slurm on loopback: a controller and two nodes of two processors, all on this machine, with a folder of their
/// own. Its daemons need root, as Slurm's do.
/// </summary>
internal sealed class SlurmCluster : IDisposable
{
    private const int Nodes = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("sl-").FullName;
    private readonly List<Process> _daemons = [];

    private SlurmCluster()
    {
    }

    /// <summary>Why there is none here; null where there is.</summary>
    public static string? Missing =>
        !File.Exists("/usr/sbin/slurmctld") ? "there is no Slurm (apt-get install slurm-wlm munge)"
        : Environment.UserName != "root" ? "Slurm's daemons are started by root" : null;

    public static SlurmCluster Start()
    {
        var cluster = new SlurmCluster();
        try
        {
            cluster.Configure();
            cluster.Launch("/usr/sbin/slurmctld", "-D", "-f", cluster.Configuration);
            for (int node = 1; node <= Nodes; node++)
                cluster.Launch("/usr/sbin/slurmd", "-D", "-f", cluster.Configuration, "-N", $"n{node}");
            cluster.Await("its nodes are idle", () => cluster.Run("sinfo", "-h", "-N", "-o", "%T").Split('\n',
                StringSplitOptions.RemoveEmptyEntries).Count(state => state == "idle") == Nodes);
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    private string Configuration => Path.Combine(_folder, "slurm.conf");

    /// <summary>Runs a command of a user of the cluster.</summary>
    /// <returns>What it printed.</returns>
    public string Run(string command, params string[] arguments) =>
        Run(command, new Dictionary<string, string>(), arguments);

    public string Run(string command, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["SLURM_CONF"] = Configuration;
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}: {error.Result}");
        return output;
    }

    /// <summary>Waits until a job, and all tasks of an array, have left the queue.</summary>
    /// <returns>What they wrote.</returns>
    public string Finish(string job)
    {
        Await($"job {job} has ended", () => Run("squeue", "-h", "-j", job, "--states=all", "-o", "%T").Split('\n',
            StringSplitOptions.RemoveEmptyEntries).All(s => s is not ("PENDING" or "RUNNING" or "COMPLETING")));
        return string.Concat(Directory.GetFiles(_folder, $"tauric-{job}*.log").Order(StringComparer.Ordinal)
            .Select(File.ReadAllText));
    }

    public void Dispose()
    {
        foreach (Process daemon in _daemons)
        {
            daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public void Await(string what, Func<bool> holds)
    {
        long deadline = Environment.TickCount64 + 120_000;
        while (!holds())
        {
            Assert.True(Environment.TickCount64 < deadline, $"not in two minutes: {what}\n" + Logs());
            Task.Delay(100).Wait();
        }
    }

    private string Logs() => string.Join('\n', Directory.GetFiles(_folder, "*.log").Select(File.ReadAllText));

    private void Launch(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        start.Environment["SLURM_CONF"] = Configuration;
        Process daemon = Process.Start(start)!;
        daemon.ErrorDataReceived += (_, _) => { };
        daemon.BeginErrorReadLine();
        _daemons.Add(daemon);
    }

    private void Configure()
    {
        string host = Dns.GetHostName().Split('.')[0];
        Directory.CreateDirectory(Path.Combine(_folder, "state"));
        // Nobody but this machine is let in: the daemons listen on loopback, so they need no keys.
        string configuration = $"""
            ClusterName=test
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={LoopbackPort.Free()}
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/none
            CredType=cred/none
            AuthInfo=cred_expire=5
            CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
            StateSaveLocation={_folder}/state
            SlurmdSpoolDir={_folder}/spool.%n
            SlurmctldPidFile={_folder}/slurmctld.pid
            SlurmdPidFile={_folder}/slurmd.%n.pid
            SlurmctldLogFile={_folder}/slurmctld.log
            SlurmdLogFile={_folder}/slurmd.%n.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SwitchType=switch/none
            MpiDefault=none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SchedulerParameters=sched_interval=1,bf_interval=1,sched_min_interval=0,batch_sched_delay=0
            SlurmdParameters=config_overrides
            ReturnToService=2
            KillWait=2
            MailProg=/bin/true
            PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """;
        IEnumerable<string> nodes = Enumerable.Range(1, Nodes).Select(node =>
            $"NodeName=n{node} NodeHostname={host} NodeAddr=127.0.0.1 Port={LoopbackPort.Free()} "
                + "CPUs=2 RealMemory=2000\n");
        foreach (int node in Enumerable.Range(1, Nodes))
            Directory.CreateDirectory(Path.Combine(_folder, $"spool.n{node}"));
        File.WriteAllText(Configuration,
            configuration.Replace("PartitionName", string.Concat(nodes) + "PartitionName", StringComparison.Ordinal));
    }
}
