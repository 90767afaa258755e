using System.CommandLine;
using Tauric.Adapters.Sources.Live;
using Tauric.Engine;
using Tauric.Host.Configuration;
using Tauric.Host.Report;
using static System.FormattableString;

namespace Tauric.Host.Commands;

/// <summary><c>tauric fetch</c>: copies payloads from their providers, to be replayed without them.</summary>
internal static class FetchCommand
{
    private const int ShownMax = 20;

    public static Command Define(Terminal terminal)
    {
        var system = new Argument<string>("system") { Description = "Whose payloads: corpus or stories." };
        var from = new Option<string?>("--from") { Description = "First decision day.", HelpName = "DATE" };
        var to = new Option<string?>("--to") { Description = "Last decision day; today.", HelpName = "DATE" };
        var tickers = new Option<string?>("--tickers") { Description = "Only these tickers.", HelpName = "A,B" };
        var source = new Option<string?>("--source")
        {
            Description = "Only these providers or sources; else all whose key is set.",
            HelpName = "A,B",
        };
        var folder = new Option<string?>("--out") { Description = "Folder to write to.", HelpName = "DIR" };
        var record = new Option<bool>("--record")
        {
            Description = "Record IQFeed's stream instead, until Ctrl-C or the end of the session.",
        };
        var command = new Command("fetch", "Copies payloads from their providers into a folder; resumable.")
        {
            system, from, to, tickers, source, folder, record,
        };
        var options = new ConfigOptions(command);
        command.SetAction((parsed, cancelled) =>
        {
            TauricConfig config = options.Load(parsed, terminal);
            DateOnly today = DateOnly.FromDateTime(terminal.Clock.GetUtcNow().UtcDateTime);
            bool isRecording = parsed.GetValue(record);
            DateOnly last = Day(to, parsed.GetValue(to)) ?? today;
            DateOnly first = Day(from, parsed.GetValue(from)) ?? (isRecording ? last : throw new UsageException(
                "From which decision day on? Name it: --from 2024-03-01"));
            if (first > last) throw new UsageException(Invariant($"--from {first:yyyy-MM-dd} is after the last day."));
            string? path = parsed.GetValue(folder) is { } name ? Path.GetFullPath(name, terminal.Folder) : null;
            FetchRequest request = LiveSources.Request(config, parsed.GetRequiredValue(system), first, last,
                List(parsed.GetValue(tickers)), List(parsed.GetValue(source)), path);
            return isRecording ? RecordAsync(config, request, terminal, cancelled)
                : FetchAsync(request, terminal, cancelled);
        });
        return command;
    }

    /// <exception cref="ResourceException">Something could not be had: lists what.</exception>
    private static async Task<int> FetchAsync(FetchRequest request, Terminal terminal, CancellationToken cancelled)
    {
        FetchReport report = await LiveSources.FetchAsync(request, terminal, cancelled).ConfigureAwait(false);
        foreach (string unknown in report.Unknown) terminal.Out.WriteLine(unknown);
        terminal.Out.WriteLine(
            $"{report.Windows} windows, {report.Fetched} fetched now: {report.Payloads} payloads, "
            + $"{Amount.Bytes(report.Bytes)}. "
            + $"Next: tauric run {request.System} --input \"{Path.GetDirectoryName(request.Folder)}\"");
        if (report.Failures.Count == 0) return CommandLine.Done;
        IEnumerable<string> lines = report.Failures.Take(ShownMax).Select(f => $"\n  {f.What}: {f.Why}");
        string more = report.Failures.Count > ShownMax ? $"\n  and {report.Failures.Count - ShownMax} more" : "";
        string left = report.Left > 0 ? $", and {report.Left} were not asked after that" : "";
        throw new ResourceException(
            $"{report.Failures.Count} windows could not be fetched{left}:{string.Concat(lines)}{more}");
    }

    private static async Task<int> RecordAsync(
        TauricConfig config, FetchRequest request, Terminal terminal, CancellationToken cancelled)
    {
        (string path, long messages) =
            await LiveSources.RecordAsync(config, request, terminal, cancelled).ConfigureAwait(false);
        terminal.Out.WriteLine($"{Amount.Count(messages)} messages in '{path}'.");
        return CommandLine.Done;
    }

    private static DateOnly? Day(Option option, string? text)
    {
        try
        {
            return text is null ? null : ConfigTypes.Date.Parse(text);
        }
        catch (FormatException)
        {
            throw new UsageException($"{option.Name}: '{text}' is not {ConfigTypes.Date.Allowed}");
        }
    }

    private static IReadOnlyList<string>? List(string? text) => text is null ? null : ConfigTypes.Tickers.Parse(text);
}
