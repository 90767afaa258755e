using System.Text;
using Tauric.Adapters.Models.Endpoint;
using Tauric.Adapters.Sources.Live;
using Tauric.Adapters.Tests.Models.Endpoint;

namespace Tauric.Adapters.Tests.Contracts;

/// <summary>A folder, a server that does what it is told, a clock that does not keep anybody waiting.</summary>
internal sealed class FetchScene : IDisposable
{
    public const string Key = "planted-key-4711";

    /// <summary>So long that it only passes when the test says so.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromHours(2), SilenceMax = TimeSpan.FromHours(3);

    private readonly TempFolder _folder = new();

    public FetchScene(Func<Received, Reply> answer) => Server = new LoopbackServer(answer);

    public LoopbackServer Server { get; }

    public WarpClock Clock { get; } = new(2024, 6, 10);

    public List<string> Told { get; } = [];

    public string Folder => _folder.Path;

    public FetchRequest Request { get; set; } = new("corpus", "", new(2024, 5, 6), new(2024, 5, 6), ["AAPL"])
    {
        AnswerMax = AnswerMax,
        SilenceMax = SilenceMax,
    };

    public Task<FetchReport> Fetch(ILiveProvider provider, CancellationToken? cancelled = null)
    {
        var access = new ProviderAccess(new Uri(Server.Url),
            provider.KeyVariable is null ? null : new ApiKey(Key));
        FetchRequest request = Request with
        {
            Folder = Folder,
            Access = new Dictionary<string, ProviderAccess>(StringComparer.Ordinal) { [provider.Name] = access },
        };
        return new LiveFetch(request, [provider], Clock)
            .RunAsync(Told.Add, cancelled ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Payloads by key, as texts.</summary>
    public SortedDictionary<string, string> Payloads() => Files("raw");

    /// <summary>Everything that was written, told or reported, in one text.</summary>
    public string Everything(FetchReport report) => string.Join('\n',
        Files("").Select(f => f.Key + f.Value).Concat(Told).Concat(report.Failures.Select(f => $"{f}"))
            .Concat(report.Unknown));

    public void Dispose()
    {
        Server.Dispose();
        _folder.Dispose();
    }

    private SortedDictionary<string, string> Files(string below)
    {
        string root = _folder[below];
        return !Directory.Exists(root) ? [] : new(Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(root, f), f => Encoding.UTF8.GetString(File.ReadAllBytes(f))),
            StringComparer.Ordinal);
    }
}
