using System.Globalization;
using System.Text;
using Tauric.Adapters.Storage;

namespace Tauric.Adapters.Sources.Live;

/// <summary>
/// Which windows of a source were fetched, and when: a line a window, appended when its payloads are durable. A line
/// that was cut by a crash is none, so its window is fetched again.
/// </summary>
internal sealed class FetchCheckpoint : IDisposable
{
    private const string Iso = "yyyy-MM-dd";

    private readonly Dictionary<(string Entity, string Scope, DateOnly To), (DateOnly From, DateOnly On)> _fetched = [];
    private readonly FileStream _file;

    /// <exception cref="Engine.ResourceException">The disk refuses, or another fetch has it.</exception>
    public FetchCheckpoint(string folder, string source)
    {
        string path = Path.Combine(folder, source + ".tsv");
        _file = DiskFault.Guard("open the checkpoint (does another fetch run into this folder?)", path, 0, () =>
        {
            Directory.CreateDirectory(folder);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        });
        DiskFault.Guard("read the checkpoint", path, 0, Read);
    }

    /// <summary>
    /// Was it fetched when it was over? A window with the same end that begins earlier holds this one.
    /// </summary>
    public bool Has(FetchWindow window, string scope) =>
        _fetched.TryGetValue((window.Entity, scope, window.To), out (DateOnly From, DateOnly On) there)
        && there.From <= window.From && there.On > window.To;

    /// <param name="on">Day of the request, UTC.</param>
    public void Add(FetchWindow window, string scope, DateOnly on)
    {
        string line = string.Create(CultureInfo.InvariantCulture,
            $"{window.Entity}\t{scope}\t{window.From:yyyy-MM-dd}\t{window.To:yyyy-MM-dd}\t{on:yyyy-MM-dd}\n");
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        DiskFault.Guard("write the checkpoint", _file.Name, bytes.Length, () => _file.Write(bytes));
        _fetched[(window.Entity, scope, window.To)] = (window.From, on);
    }

    public void Dispose() => _file.Dispose();

    private void Read()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        foreach (string line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n'))
        {
            if (line.Split('\t') is [var entity, var scope, var from, var to, var on]
                && Day(from) is { } first && Day(to) is { } last && Day(on) is { } fetched)
                _fetched[(entity, scope, last)] = (first, fetched);
        }

        _file.SetLength(whole);
        _file.Seek(0, SeekOrigin.End);
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day : null;
}
