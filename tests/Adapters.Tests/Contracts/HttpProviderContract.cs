using System.Text;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Live;
using Tauric.Adapters.Tests.Models.Endpoint;

namespace Tauric.Adapters.Tests.Contracts;

/// <summary>What every provider asked by HTTP must do, against a server that speaks its format.</summary>
public abstract class HttpProviderContract
{
    private protected abstract HttpProvider Provider { get; }

    /// <summary>Media type of its payloads.</summary>
    private protected virtual string MediaType => "application/json";

    /// <summary>Series, where the provider does not go by ticker.</summary>
    private protected virtual (string Provider, string[] Names) Series => ("none", []);

    /// <summary>An answer, given the path and query without the key.</summary>
    private protected abstract byte[] Answer(string path);

    /// <summary>Every payload there must be for AAPL and BRK.B on 2024-05-06, with what it was asked by.</summary>
    private protected abstract IReadOnlyList<(string Key, string Path)> Expected { get; }

    /// <summary>How it says, with status 200 or 400, that it does not know the key; null: by 401 only.</summary>
    private protected abstract string? KeyComplaint { get; }

    /// <summary>Of an answer, what is stored of it.</summary>
    private protected virtual string Stored(string key, byte[] answer) => Encoding.UTF8.GetString(answer);

    [Fact]
    public async Task Payloads_are_stored_as_they_came_under_the_names_their_feeds_read()
    {
        using FetchScene scene = Scene(Good);
        FetchReport report = await scene.Fetch(Provider);
        Assert.Empty(report.Failures);
        Assert.Empty(report.Unknown);
        foreach ((string key, string path) in Expected)
            Assert.Equal(Stored(key, Answer(path)), scene.Payloads()[key]);
        Assert.Empty(Expected.Select(e => e.Path).Except(scene.Server.Requests.Select(WithoutKey)));
        Assert.Distinct(scene.Server.Requests.Select(WithoutKey));
    }

    [Fact]
    public async Task The_key_travels_where_the_provider_wants_it_and_is_written_nowhere()
    {
        using FetchScene scene = Scene(Good);
        FetchReport report = await scene.Fetch(Provider);
        foreach (Received received in scene.Server.Requests)
        {
            bool inQuery = received.Path.Contains(FetchScene.Key, StringComparison.Ordinal);
            bool inHeader = received.Headers.Values.Any(v => v.Contains(FetchScene.Key, StringComparison.Ordinal));
            bool wantsKey = Provider.KeyVariable is not null;
            Assert.Equal((wantsKey && Provider.KeyParameter is not null, wantsKey && Provider.KeyParameter is null),
                (inQuery, inHeader));
        }

        Assert.DoesNotContain(FetchScene.Key, scene.Everything(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_refused_ends_it_at_once()
    {
        foreach ((int status, string body) in (IEnumerable<(int, string)>)[(401, "no"),
            .. KeyComplaint is { } words ? [(200, words), (400, words)] : Array.Empty<(int, string)>()])
        {
            if (status == 200 && MediaType != "application/json") continue;
            using FetchScene scene = Scene(_ => new Reply(status, body, ("Content-Type", "application/json")));
            FetchFailure failure = Assert.Single((await scene.Fetch(Provider)).Failures);
            Assert.Equal(VendorFault.KeyRefused, failure.Fault);
            if (Provider.KeyVariable is { } variable) Assert.Contains(variable, failure.Why, StringComparison.Ordinal);
            Assert.Single(scene.Server.Requests);
        }
    }

    [Fact]
    public async Task A_page_for_people_is_no_payload()
    {
        using FetchScene scene = Scene(_ => new Reply(200, "<html>Are you a robot?</html>",
            ("Content-Type", "text/html; charset=utf-8")));
        FetchReport report = await scene.Fetch(Provider);
        Assert.Equal(VendorFault.Page, Assert.Single(report.Failures).Fault);
        Assert.Empty(scene.Payloads());
    }

    [Fact]
    public async Task What_is_not_known_there_is_said()
    {
        using FetchScene scene = Scene(_ => new Reply(404, "Not Found"));
        FetchReport report = await scene.Fetch(Provider);
        Assert.NotEmpty(report.Unknown);
        Assert.Equal(Provider.Sources.Select(s => s.Source).Order(StringComparer.Ordinal),
            report.Failures.Select(f => f.What));
        Assert.All(report.Failures, f => Assert.Contains("addresses.", f.Why, StringComparison.Ordinal));
        Assert.Empty(scene.Payloads());
    }

    private FetchScene Scene(Func<Received, Reply> answer)
    {
        var scene = new FetchScene(answer);
        scene.Request = scene.Request with
        {
            System = Provider.Sources[0].System,
            Tickers = ["AAPL", "BRK.B"],
            Series = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
            {
                [Series.Provider] = Series.Names,
            },
        };
        return scene;
    }

    private Reply Good(Received received) =>
        new(200, Answer(WithoutKey(received)), ("Content-Type", MediaType));

    private static string WithoutKey(Received received)
    {
        int key = received.Path.IndexOf(FetchScene.Key, StringComparison.Ordinal);
        return key < 0 ? received.Path : received.Path[..received.Path.LastIndexOfAny(['?', '&'], key)];
    }
}
