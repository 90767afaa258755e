using Tauric.Adapters.Sources;
using Tauric.Adapters.Sources.Http;
using Tauric.Adapters.Sources.Live;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Adapters.Tests.Models.Endpoint;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Sources.Live;

public sealed class LiveFetchTests
{
    private static readonly HttpProvider s_days = Provider("days", WindowSize.Day);

    [Fact]
    public async Task A_window_is_fetched_once_and_one_that_is_still_open_again()
    {
        int asked = 0;
        using var scene = new FetchScene(_ => Json($"[{++asked}]"));
        scene.Request = scene.Request with { From = new DateOnly(2024, 6, 8), To = new DateOnly(2024, 6, 20) };
        FetchReport first = await scene.Fetch(s_days);
        Assert.Equal((3, 3, 3), (first.Windows, first.Fetched, first.Payloads));   // Today is the 10th.
        FetchReport again = await scene.Fetch(s_days);
        Assert.Equal((3, 1), (again.Windows, again.Fetched));
        Assert.Equal("[4]", scene.Payloads().Last().Value);
        scene.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal(2, (await scene.Fetch(s_days)).Fetched);
        Assert.Equal(["[1]", "[2]", "[5]", "[6]"], scene.Payloads().Values);
        IEnumerable<string> keys = new PayloadFolder(scene.Folder).List().Select(p => p.Key);
        Assert.Equal(Enumerable.Range(8, 4).Select(day => $"days/AAPL/2024-06-{day:D2}.json"), keys);
    }

    [Fact]
    public async Task A_window_that_began_later_is_fetched_again_whole()
    {
        using var scene = new FetchScene(r => Json($"[\"{r.Path}\"]"));
        HttpProvider months = Provider("months", WindowSize.Month);
        await scene.Fetch(months);
        scene.Request = scene.Request with { From = new DateOnly(2024, 5, 1) };
        Assert.Equal(1, (await scene.Fetch(months)).Fetched);
        Assert.Contains("2024-05-01", Assert.Single(scene.Payloads()).Value, StringComparison.Ordinal);
        scene.Request = scene.Request with { From = new DateOnly(2024, 5, 3) };
        Assert.Equal(0, (await scene.Fetch(months)).Fetched);
    }

    [Fact]
    public async Task What_was_fetched_before_a_failure_is_kept_and_the_rest_is_fetched_by_the_same_command()
    {
        int asked = 0;
        using var scene = new FetchScene(_ => ++asked > 2 && asked < 10 ? new Reply(503, "") : Json("[1]"));
        scene.Request = scene.Request with { To = new DateOnly(2024, 5, 10) };
        FetchReport cut = await scene.Fetch(s_days);
        Assert.Equal((2, 2), (cut.Fetched, cut.Left));
        Assert.Equal(VendorFault.Busy, Assert.Single(cut.Failures).Fault);
        asked = 10;
        FetchReport rest = await scene.Fetch(s_days);
        Assert.Equal((3, 0), (rest.Fetched, rest.Failures.Count));
        Assert.Equal(5, scene.Payloads().Count);
    }

    [Fact]
    public async Task One_provider_that_fails_costs_the_others_nothing()
    {
        using var down = new LoopbackServer(_ => new Reply(401, "no"));
        using var scene = new FetchScene(_ => Json("[1]"));
        FetchRequest request = scene.Request with
        {
            Folder = scene.Folder,
            To = new DateOnly(2024, 5, 10),
            Access = new Dictionary<string, ProviderAccess>(StringComparer.Ordinal)
            {
                ["days"] = new(new Uri(scene.Server.Url), null),
                ["down"] = new(new Uri(down.Url), null),
            },
        };
        FetchReport report = await new LiveFetch(request, [Provider("down", WindowSize.Day), s_days], scene.Clock)
            .RunAsync(scene.Told.Add, TestContext.Current.CancellationToken);
        Assert.Equal((10, 5, 4), (report.Windows, report.Fetched, report.Left));
        Assert.StartsWith("down AAPL", Assert.Single(report.Failures).What, StringComparison.Ordinal);
        Assert.Single(down.Requests);
    }

    [Fact]
    public async Task Cancelling_leaves_what_was_fetched_and_the_same_command_goes_on()
    {
        using var cancel = new CancellationTokenSource();
        int asked = 0;
        using var scene = new FetchScene(_ =>
        {
            if (++asked == 3) cancel.Cancel();
            return Json("[1]");
        });
        scene.Request = scene.Request with { To = new DateOnly(2024, 5, 10) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.Fetch(s_days, cancel.Token));
        int kept = scene.Payloads().Count;
        Assert.InRange(kept, 2, 3);
        FetchReport rest = await scene.Fetch(s_days);
        Assert.Equal(5 - kept, rest.Fetched);
        Assert.Equal(5, scene.Payloads().Count);
    }

    [Fact]
    public async Task A_checkpoint_that_was_cut_costs_its_last_window()
    {
        using var scene = new FetchScene(_ => Json("[1]"));
        scene.Request = scene.Request with { To = new DateOnly(2024, 5, 8) };
        await scene.Fetch(s_days);
        string checkpoint = Path.Combine(scene.Folder, "fetched", "days.tsv");
        File.WriteAllText(checkpoint, File.ReadAllText(checkpoint)[..^4]);
        Assert.Equal(1, (await scene.Fetch(s_days)).Fetched);
        Assert.Equal(0, (await scene.Fetch(s_days)).Fetched);
    }

    [Fact]
    public async Task Fewer_pages_than_before_leave_no_page_behind()
    {
        int pages = 3;
        using var scene = new FetchScene(r => Json($"[{r.Path[^1]}]"));
        HttpProvider paged = s_days with
        {
            Sources = [((HttpSource)s_days.Sources[0]) with
            {
                Path = _ => "?1",
                Next = (path, _) => path[^1] - '0' < pages ? $"?{path[^1] - '0' + 1}" : null,
            }],
        };
        scene.Request = scene.Request with { From = new DateOnly(2024, 6, 10), To = new DateOnly(2024, 6, 10) };
        await scene.Fetch(paged);
        Assert.Equal(3, scene.Payloads().Count);
        pages = 1;
        await scene.Fetch(paged);
        Assert.Single(scene.Payloads());
    }

    [Fact]
    public async Task A_second_fetch_into_the_folder_is_refused()
    {
        FetchScene? scene = null;
        Exception? second = null;
        using FetchScene own = scene = new FetchScene(_ =>
        {
            second = Record.ExceptionAsync(() => scene!.Fetch(s_days)).AsTask().GetAwaiter().GetResult();
            return Json("[1]");
        });
        await scene.Fetch(s_days);
        Assert.Contains("another fetch", Assert.IsType<ResourceException>(second).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_named_must_be_there_and_have_its_key_and_what_is_not_named_is_done_without()
    {
        using var scene = new FetchScene(_ => Json("[1]"));
        FetchRequest request = scene.Request with { Folder = scene.Folder };
        HttpProvider locked = s_days with { KeyVariable = "DAYS_API_KEY" };
        Task<FetchReport> fetch(params string[] sources) =>
            new LiveFetch(request with { Sources = sources.Length == 0 ? null : sources }, [locked], scene.Clock)
                .RunAsync(scene.Told.Add, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await fetch()).Windows);
        Assert.Contains("DAYS_API_KEY is not set", Assert.Single(scene.Told), StringComparison.Ordinal);
        Assert.Contains("set DAYS_API_KEY", (await Assert.ThrowsAsync<UsageException>(() => fetch("days"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("there is days", (await Assert.ThrowsAsync<UsageException>(() => fetch("dais"))).Message,
            StringComparison.Ordinal);
    }

    private static HttpProvider Provider(string name, WindowSize size) =>
        new(name, "https://nowhere.invalid/", PerMinute: 60)
        {
            Sources = [new HttpSource(name, "corpus", new Windows(size), w => $"{w.From:yyyy-MM-dd}")],
        };

    private static Reply Json(string body) => new(200, body, ("Content-Type", "application/json"));
}
