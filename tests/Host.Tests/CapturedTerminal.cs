
namespace Tauric.Host.Tests;

/// <summary>A terminal whose two streams are kept, in a folder of its own.</summary>
internal sealed class CapturedTerminal : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tauric-host-");

    public CapturedTerminal(params (string Name, string Value)[] variables) =>
        Terminal = new Terminal(_out, _error, _folder.FullName)
        {
            Variables = variables.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal),
        };

    public Terminal Terminal { get; }

    public string Folder => _folder.FullName;

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public Task<int> Run(params string[] args) =>
        CommandLine.Run(args, Terminal, TestContext.Current.CancellationToken);

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
