using System.Globalization;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Storage;

/// <summary>
/// Objects as files below a folder. Bytes are staged under <c>.staging/</c>, made durable as a group, renamed into
/// place, and then the folders that name them are made durable: a crash leaves the old object or the new one.
/// </summary>
public sealed class LocalStore : IObjectStore
{
    private const string Staging = ".staging";

    private static readonly EnumerationOptions s_everyFile = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    // One count for the process, so that two stores on one root never stage under one name. Processes that share a
    // root run on many machines, where process numbers repeat.
    private static readonly string s_process = $"{Environment.MachineName}-{Environment.ProcessId}";
    private static long s_staged;

    /// <summary>After which what another machine staged was left there by a dead process.</summary>
    private static readonly TimeSpan s_abandoned = TimeSpan.FromDays(7);

    private readonly string _root;
    private readonly byte[] _rootBytes;   // UTF-8.
    private readonly string _staging;
    private readonly StorageRoom? _room;

    /// <param name="root">Created when it is not there. Files that dead processes staged in it are removed.</param>
    /// <param name="limits">Null for none.</param>
    /// <exception cref="ResourceException">The folder cannot be made or written.</exception>
    public LocalStore(string root, StorageLimits? limits = null)
    {
        _root = Path.GetFullPath(root);
        _rootBytes = Encoding.UTF8.GetBytes(_root);
        if (limits is not null) _room = new StorageRoom(_root, limits);
        _staging = Path.Combine(_root, Staging);
        DiskFault.Guard("create the data root", _root, 0, () => Directory.CreateDirectory(_staging));
        SweepStaging();
    }

    public IStagedObject Stage(string key, ReadOnlySpan<byte> bytes)
    {
        PathOf(key);
        _room?.Take(key, bytes.Length);
        string path = Path.Combine(_staging, $"{s_process}-{Interlocked.Increment(ref s_staged)}");
        try
        {
            // Sharing everything spares an advisory lock a file; nobody else knows the name.
            const FileShare share = FileShare.ReadWrite | FileShare.Delete;
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, share);
            RandomAccess.Write(file, bytes, 0);
            return new StagedFile(key, path);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            DiskFault.Try(() => File.Delete(path));
            throw DiskFault.Describe(e, $"write '{key}'", path, bytes.Length);
        }
    }

    public IReadOnlyList<ObjectStat> Publish(IReadOnlyList<IStagedObject> staged)
    {
        if (staged.Count == 0) return [];
        var files = staged.Select(s =>
            s as StagedFile ?? throw new BugException($"'{s.Key}' was staged in another store.")).ToArray();
        DiskFault.Guard("make staged files durable", _root, 0, () =>
            Durability.SyncFiles(_root, Array.ConvertAll(files, f => f.Path)));
        var stats = new ObjectStat[files.Length];
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < files.Length; i++)
        {
            string target = PathOf(files[i].Key);
            DiskFault.Guard($"publish '{files[i].Key}'", target, 0, () =>
            {
                CreateFolders(Path.GetDirectoryName(target)!, folders);
                files[i].MoveTo(target);
            });
            stats[i] = Stat(files[i].Key) ?? throw new ResourceException(
                $"'{target}' vanished while it was published.");
        }

        DiskFault.Guard("make folders durable", _root, 0, () => Durability.SyncFolders(_root, folders));
        return stats;
    }

    public byte[] Load(string key)
    {
        string path = PathOf(key);
        return DiskFault.Guard($"read '{key}'", path, 0, () => File.ReadAllBytes(path));
    }

    public byte[] Load(string key, long offset, int length)
    {
        string path = PathOf(key);
        return DiskFault.Guard($"read '{key}'", path, 0, () =>
        {
            using var file = File.OpenHandle(path);
            byte[] bytes = new byte[length];
            int read = 0;
            for (int more = 1; read < length && more > 0; read += more)
                more = RandomAccess.Read(file, bytes.AsSpan(read), offset + read);
            return read == length ? bytes
                : throw new IOException($"it ends {length - read} bytes before byte {offset + length}");
        });
    }

    public ObjectStat? Stat(string key)
    {
        string path = PathOf(key);
        return FileStat.Of(path);
    }

    /// <summary>Keys of records were checked when they were staged.</summary>
    public ObjectStat? Stat(ReadOnlySpan<byte> key) => OperatingSystem.IsLinux()
        ? FileStat.Below(_rootBytes, key) : FileStat.Of(Path.Join(_root, Encoding.UTF8.GetString(key)));

    /// <summary>Keys below a folder; everything for the empty prefix. Links are not objects.</summary>
    public IEnumerable<string> List(string prefix)
    {
        prefix = prefix.TrimEnd('/');
        string folder = prefix.Length == 0 ? _root : PathOf(prefix);
        if (!Directory.Exists(folder)) return [];
        string[] keys = DiskFault.Guard("list", folder, 0, () => Directory.GetFiles(folder, "*", s_everyFile)
            .Select(path => Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(key => !key.StartsWith(Staging + "/", StringComparison.Ordinal)).ToArray());
        Array.Sort(keys, StringComparer.Ordinal);
        return keys;
    }

    public void Delete(string key)
    {
        string path = PathOf(key);
        DiskFault.Guard($"delete '{key}'", path, 0, () =>
        {
            if (File.Exists(path)) File.Delete(path);
        });
    }

    private string PathOf(string key)
    {
        ObjectKey.Require(key);
        if (key == Staging || key.StartsWith(Staging + "/", StringComparison.Ordinal))
            throw new UsageException($"Object key '{key}' lies in the folder where writes are staged.");
        return Path.Join(_root, key);
    }

    /// <summary>Creates missing folders and notes every folder that a rename or a creation changes.</summary>
    private void CreateFolders(string folder, SortedSet<string> changed)
    {
        if (!changed.Add(folder) || Directory.Exists(folder)) return;
        if (folder.Length > _root.Length) CreateFolders(Path.GetDirectoryName(folder)!, changed);
        Directory.CreateDirectory(folder);
    }

    private void SweepStaging()
    {
        foreach (string path in Directory.EnumerateFiles(_staging))
        {
            string[] parts = Path.GetFileName(path).Split('-');   // A machine's name may have dashes too.
            if (parts.Length < 3
                || !int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                || !long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number))
                continue;
            // In a container every run may have the same process number: a number not given out yet is not ours.
            bool dead = string.Join('-', parts.SkipLast(2)) != Environment.MachineName
                ? TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(path) > s_abandoned
                : process == Environment.ProcessId ? number > Interlocked.Read(ref s_staged) : !IsAlive(process);
            if (dead) DiskFault.Try(() => File.Delete(path));
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private sealed class StagedFile(string key, string path) : IStagedObject
    {
        private bool _gone;

        public string Key => key;

        public string Path => path;

        public void MoveTo(string target)
        {
            File.Move(path, target, overwrite: true);
            _gone = true;
        }

        public void Dispose()
        {
            if (_gone) return;
            _gone = true;
            DiskFault.Try(() => File.Delete(path));
        }
    }
}
