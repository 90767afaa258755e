using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Tauric.Adapters.Tests;

namespace Tauric.Host.Tests.Proofs;

/// <summary>A real Prometheus on loopback that scrapes what a test names.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Process _process;
    private readonly HttpClient _client;

    /// <param name="targets">Name of the job and address, each.</param>
    public PrometheusServer(params IEnumerable<(string Job, string Address)> targets)
    {
        int port = LoopbackPort.Free();
        string settings = _folder.Write("prometheus.yml", System.Text.Encoding.UTF8.GetBytes(
            "global: {scrape_interval: 250ms, scrape_timeout: 250ms}\nscrape_configs:\n" + string.Concat(targets.Select(
                t => $"- job_name: {t.Job}\n  static_configs: [{{targets: ['{t.Address}']}}]\n"))));
        var start = new ProcessStartInfo("prometheus",
        [
            $"--config.file={settings}", $"--storage.tsdb.path={_folder.Below("data")}",
            $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
        ])
        { RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Why there is none here; null where there is.</summary>
    public static string? Missing => ((string[])["prometheus", "promtool"]).All(program =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(at => File.Exists(Path.Combine(at, program))))
        ? null : "there is no prometheus (apt-get install prometheus)";

    /// <summary>What <c>promtool check metrics</c> has to say of a page; empty when all is well.</summary>
    public static string Check(string page)
    {
        using Process tool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        tool.StandardInput.Write(page);
        tool.StandardInput.Close();
        string said = tool.StandardError.ReadToEnd();
        tool.WaitForExit();
        return tool.ExitCode == 0 ? said : $"exit code {tool.ExitCode}: {said}";
    }

    /// <summary>The value of an expression of one series, as soon as it is what is wanted; else the last.</summary>
    public async Task<double?> QueryAsync(string expression, Func<double, bool> isWanted)
    {
        double? last = null;
        for (int look = 0; look < 600; look++)
        {
            last = await QueryAsync(expression);
            if (last is { } value && isWanted(value)) break;
            await Task.Delay(50);
        }

        return last;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    private async Task<double?> QueryAsync(string expression)
    {
        try
        {
            string answer = await _client.GetStringAsync("/api/v1/query?query=" + Uri.EscapeDataString(expression));
            JsonArray series = JsonNode.Parse(answer)!["data"]!["result"]!.AsArray();
            return series.Count == 0 ? null
                : double.Parse((string)series.Single()!["value"]![1]!, CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException)
        {
            return null;   // It is not up yet.
        }
    }
}
