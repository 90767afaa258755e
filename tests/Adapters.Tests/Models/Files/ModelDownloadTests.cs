using System.Globalization;
using System.Security.Cryptography;
using Tauric.Adapters.Models.Files;
using Tauric.Adapters.Tests.Models.Endpoint;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Models.Files;

public sealed class ModelDownloadTests : IDisposable
{
    private static readonly byte[] s_file = RandomNumberGenerator.GetBytes(300_000);
    private static readonly string s_sha256 = Convert.ToHexStringLower(SHA256.HashData(s_file));

    private readonly TempFolder _folder = new();
    private readonly ModelFolder _models;

    public ModelDownloadTests() => _models = new ModelFolder(_folder["models"]);

    private string[] Left => Directory.Exists(_models.Path)
        ? [.. Directory.GetFiles(_models.Path).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)] : [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_pulled_is_named_and_pulling_it_again_sends_nothing()
    {
        using var server = new LoopbackServer(_ => new Reply(200, s_file));
        ModelEntry model = await Pull(server, "/m.gguf?signature=hunter2");
        Assert.Equal(s_file, await File.ReadAllBytesAsync(model.Path));
        Assert.Equal((s_sha256, server.Url + "/m.gguf"), (model.Sha256, model.Source));
        Assert.Equal(["m.gguf", "m.json"], Left);
        Assert.Equal(model, await Pull(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_cut_connection_goes_on_where_it_was_cut()
    {
        using var server = new LoopbackServer(received => Part(received) with { CutAfter = Cut(received) });
        Assert.Equal(s_file, await File.ReadAllBytesAsync((await Pull(server)).Path));
        Assert.Equal([null, "bytes=100000-", "bytes=200000-"], server.Requests.Select(r =>
            r.Headers.GetValueOrDefault("range")));
    }

    [Fact]
    public async Task What_was_cut_for_good_is_gone_on_with_by_the_next_command()
    {
        using (var cut = new LoopbackServer(r => r.Headers.ContainsKey("range")
            ? new Reply(503, "") : new Reply(200, s_file) { CutAfter = 70_000 }))
        {
            var e = await Assert.ThrowsAsync<ResourceException>(() => Pull(cut));
            Assert.Contains("70,000 bytes", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal([$"m.{s_sha256[..16]}.partial"], Left);
        using var server = new LoopbackServer(Part);
        Assert.Equal(s_file, await File.ReadAllBytesAsync((await Pull(server)).Path));
        Assert.Equal("bytes=70000-", Assert.Single(server.Requests).Headers["range"]);
    }

    [Fact]
    public async Task A_server_without_parts_sends_all_again()
    {
        int calls = 0;
        using var server = new LoopbackServer(_ => new Reply(200, s_file) { CutAfter = calls++ == 0 ? 70_000 : null });
        Assert.Equal(s_file, await File.ReadAllBytesAsync((await Pull(server)).Path));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task What_arrived_whole_needs_nothing_more_and_what_is_too_long_starts_anew()
    {
        using var server = new LoopbackServer(Part);
        _folder.Write($"models/m.{s_sha256[..16]}.partial", s_file);
        Assert.Equal(s_file, await File.ReadAllBytesAsync((await Pull(server)).Path));
        File.Delete(_folder["models/m.gguf"]);
        _folder.Write($"models/m.{s_sha256[..16]}.partial", [.. s_file, 1]);
        Assert.Equal(s_file, await File.ReadAllBytesAsync((await Pull(server)).Path));
    }

    [Fact]
    public async Task Another_file_than_was_asked_for_is_refused_and_not_kept()
    {
        using var server = new LoopbackServer(_ => new Reply(200, "<html>Sign in</html>"));
        Assert.Contains("another file", (await Assert.ThrowsAsync<DataException>(() => Pull(server))).Message,
            StringComparison.Ordinal);
        Assert.Empty(Left);
    }

    [Fact]
    public async Task Redirects_are_followed()
    {
        using var server = new LoopbackServer(r => r.Path == "/m.gguf"
            ? new Reply(302, "", ("Location", "/elsewhere")) : new Reply(200, s_file));
        Assert.Equal(s_file, await File.ReadAllBytesAsync((await Pull(server)).Path));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task What_cannot_be_had_is_told_at_once_without_the_query(int status)
    {
        using var server = new LoopbackServer(_ => new Reply(status, ""));
        var e = await Assert.ThrowsAsync<ResourceException>(() => Pull(server, "/m.gguf?key=hunter2"));
        Assert.Contains($"HTTP {status}", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_stall_is_a_cut()
    {
        int calls = 0;
        using var server = new LoopbackServer(_ => new Reply(200, s_file) { Stalls = calls++ == 0 });
        Assert.Equal(s_file, await File.ReadAllBytesAsync((await Pull(server, patience: 0.5)).Path));
    }

    [Fact]
    public async Task Cancelling_keeps_what_arrived()
    {
        using var stop = new CancellationTokenSource();
        using var server = new LoopbackServer(_ => new Reply(200, s_file));
        using var download = new ModelDownload(_models) { Progress = (_, _) => stop.Cancel() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            download.PullAsync(new Uri(server.Url + "/m.gguf"), s_sha256, "m", stop.Token));
        Assert.True(new FileInfo(_folder[$"models/{Assert.Single(Left)}"]).Length > 0);
    }

    private static int? Cut(Received received) =>
        received.Headers.GetValueOrDefault("range") == "bytes=200000-" ? null : 100_000;

    /// <summary>As servers with parts do.</summary>
    private static Reply Part(Received received)
    {
        if (!received.Headers.TryGetValue("range", out string? range)) return new Reply(200, s_file);
        int from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
        return from >= s_file.Length
            ? new Reply(416, [], ("Content-Range", $"bytes */{s_file.Length}"))
            : new Reply(206, s_file[from..],
                ("Content-Range", $"bytes {from}-{s_file.Length - 1}/{s_file.Length}"));
    }

    private async Task<ModelEntry> Pull(LoopbackServer server, string path = "/m.gguf", double patience = 30)
    {
        using var download = new ModelDownload(_models)
        {
            Delay = TimeSpan.FromMilliseconds(1),
            Patience = TimeSpan.FromSeconds(patience),
        };
        return await download.PullAsync(new Uri(server.Url + path), s_sha256.ToUpperInvariant(), "m", default);
    }
}
