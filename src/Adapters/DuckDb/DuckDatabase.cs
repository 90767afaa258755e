using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Tauric.Engine;
using Tauric.Native.DuckDb;
using static Tauric.Native.DuckDb.DuckDbApi;

namespace Tauric.Adapters.DuckDb;

/// <summary>
/// A DuckDB instance: a file, or memory. Opening a file that this process has open shares the instance (the options of
/// the first opener hold), because two instances on one file silently lose each other's commits.
/// </summary>
public sealed partial class DuckDatabase : IDisposable
{
    private const int HeldTriesMax = 20, HeldWaitMs = 50;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Instance> Files = new(
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private readonly Instance _instance;
    private bool _disposed;

    private DuckDatabase(Instance instance) => _instance = instance;

    public DuckOptions Options => _instance.Options;

    /// <exception cref="ResourceException">Another process holds the file, or it cannot be read or written.</exception>
    public static DuckDatabase Open(string path, DuckOptions? options = null)
    {
        string key = Canonical(path);
        lock (Gate)
        {
            if (!Files.TryGetValue(key, out Instance? instance))
                Files.Add(key, instance = new Instance(key, options ?? new DuckOptions()));
            instance.Openers++;
            return new DuckDatabase(instance);
        }
    }

    /// <summary>A private instance in memory. Opening costs about 20 ms: see <see cref="DuckPool"/>.</summary>
    public static DuckDatabase InMemory(DuckOptions? options = null) =>
        new(new Instance(null, options ?? new DuckOptions()) { Openers = 1 });

    /// <summary>A connection: one thread and one open result at a time. Cheap.</summary>
    public DuckConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new DuckConnection(_instance.Connect(), _instance.Options, _instance.Scans);
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        lock (Gate)
        {
            if (--_instance.Openers > 0) return;
            if (_instance.Path is { } path) Files.Remove(path);
            _instance.Handle.Dispose();
        }
    }

    private static string Canonical(string path)
    {
        string full = Path.GetFullPath(path);
        string? folder = Path.GetDirectoryName(full);
        if (folder is null) return full;
        full = Path.Combine(Canonical(folder), Path.GetFileName(full));
        FileSystemInfo entry = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
        return entry.LinkTarget is null ? full : Canonical(entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }

    [GeneratedRegex(@"Conflicting lock is held in (?<who>.*?) \(PID (?<pid>\d+)\)")]
    private static partial Regex LockHolder();

    private sealed class Instance
    {
        public Instance(string? path, DuckOptions options)
        {
            (Path, Options) = (path, options);
            Handle = OpenHandle(path, options);
            Scans = new ScanRegistry(Handle);
            using var setup = new DuckConnection(Connect(), options with { UserSql = false }, Scans);
            Scans.RegisterWith(setup);
            setup.Execute("SET GLOBAL TimeZone = 'UTC'");
            options.Prepare?.Invoke(setup);
            if (options.UserSql) setup.Execute("SET GLOBAL lock_configuration = true");
        }

        public string? Path { get; }

        public DuckOptions Options { get; }

        public DatabaseHandle Handle { get; }

        public ScanRegistry Scans { get; }

        public int Openers { get; set; }

        public ConnectionHandle Connect() =>
            duckdb_connect(Handle, out ConnectionHandle connection) == DuckState.Success
                ? connection
                : throw new ResourceException("DuckDB refused a connection.");

        /// <summary>A service that reads the root holds its catalog for a moment: that is waited for.</summary>
        private static DatabaseHandle OpenHandle(string? path, DuckOptions options)
        {
            for (int tries = 0; ; tries++)
            {
                if (TryOpen(path, options, out string problem) is { } handle) return handle;
                if (tries == HeldTriesMax || !LockHolder().IsMatch(problem)) throw CannotOpen(path, problem);
                Task.Delay(HeldWaitMs).Wait();
            }
        }

        /// <returns>Null when it cannot be opened.</returns>
        private static unsafe DatabaseHandle? TryOpen(string? path, DuckOptions options, out string problem)
        {
            problem = "";
            duckdb_create_config(out ConfigHandle config);
            using ConfigHandle owned = config;
            foreach ((string name, string value) in options.Settings())
            {
                if (duckdb_set_config(config, name, value) != DuckState.Success)
                    throw new UsageException($"DuckDB refuses the setting {name} = '{value}'.");
            }

            DuckState state = duckdb_open_ext(path, out DatabaseHandle handle, config, out byte* error);
            if (state == DuckState.Success) return handle;
            problem = Marshal.PtrToStringUTF8((nint)error) ?? "no reason given";
            duckdb_free(error);
            handle.Dispose();
            return null;
        }

        private static ResourceException CannotOpen(string? path, string text)
        {
            Match held = LockHolder().Match(text);
            return new ResourceException(held.Success
                ? $"{path} is in use by process {held.Groups["pid"].Value} ({held.Groups["who"].Value}). " +
                  "Wait until it ends, or stop it, or use another --root."
                : $"Cannot open the database {path ?? "in memory"}: {text}");
        }
    }
}
