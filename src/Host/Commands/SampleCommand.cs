using System.CommandLine;
using Tauric.Engine;
using Tauric.Host.Configuration;
using Tauric.Host.Sample;
using Tauric.Host.Sample.Market;
using Tauric.Host.Sample.Transcripts;

namespace Tauric.Host.Commands;

/// <summary><c>tauric sample</c>: writes an invented market in the providers' wire formats.</summary>
internal static class SampleCommand
{
    public static Command Define(Terminal terminal)
    {
        var full = new Option<bool>("--full") { Description = "All of 2024-01-02 to 2025-05-30, not the small cut." };
        var symbols = new Option<int?>("--symbols")
        {
            Description = "A market of bars for stories, of so many symbols, instead of the corpus'.",
            HelpName = "N",
        };
        var sessions = new Option<int?>("--sessions")
        {
            Description = "Sessions of minute bars it has (8).",
            HelpName = "N",
        };
        var dailySessions = new Option<int?>("--daily-sessions")
        {
            Description = "Sessions of daily bars it has (330).",
            HelpName = "N",
        };
        var transcripts = new Option<string?>("--transcripts")
        {
            Description = "Earnings calls for topics instead: so many firms in so many quarters, or 'cut' for the "
                + "small sample.",
            HelpName = "FIRMSxQUARTERS",
        };
        var seed = new Option<string?>("--seed") { Description = "Same seed, same market.", HelpName = "N" };
        var decisions = new Option<int?>("--decisions")
        {
            Description = "Instead: so many trading decisions, the ticks around them and their true outcomes.",
            HelpName = "N",
        };
        var folder =
            new Option<string>("--out") { Description = "Folder to write to.", HelpName = "DIR", Required = true };
        var command = new Command("sample", "Writes an invented market in the providers' wire formats, to run on.")
        {
            full, symbols, sessions, dailySessions, transcripts, decisions, seed, folder,
        };
        command.SetAction(parsed =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(folder), terminal.Folder);
            long chosen = Seed(parsed.GetValue(seed)) ?? SampleOptions.DefaultSeed;
            var kinds = new List<(string Option, string System, Action Write)>();
            if (Market(parsed.GetValue(symbols), parsed.GetValue(sessions), parsed.GetValue(dailySessions), chosen)
                is { } market)
                kinds.Add(("--symbols", "stories", () => Wiring.WriteSample(path, market)));
            if (parsed.GetValue(transcripts) is { } calls)
                kinds.Add(("--transcripts", "topics", () => Wiring.WriteSample(path,
                    Calls(calls, Seed(parsed.GetValue(seed)) ?? TranscriptOptions.DefaultSeed))));
            if (parsed.GetValue(decisions) is { } count)
                kinds.Add(("--decisions", "decisions", () => Wiring.WriteDecisionSample(path, count, chosen)));
            if (parsed.GetValue(full) || kinds.Count == 0)
                kinds.Add(("--full", "corpus", () => Wiring.WriteSample(path, parsed.GetValue(full), chosen)));
            if (kinds.Count > 1) throw new UsageException(
                $"{string.Join(" and ", kinds.Select(o => o.Option))} are samples of different systems: choose one");
            kinds[0].Write();
            terminal.Out.WriteLine($"Wrote a sample to {path}. Next: tauric run {kinds[0].System} --input \"{path}\"");
            return CommandLine.Done;
        });
        return command;
    }

    private static MarketSampleOptions? Market(int? symbols, int? sessions, int? dailySessions, long seed)
    {
        if (symbols is not { } count)
            return sessions is null && dailySessions is null ? null
                : throw new UsageException("--sessions and --daily-sessions need --symbols");
        var options = new MarketSampleOptions(seed, count);
        return options with
        {
            Sessions = sessions ?? options.Sessions,
            DailySessions = dailySessions ?? options.DailySessions,
        };
    }

    private static TranscriptOptions Calls(string text, long seed) =>
        text == "cut" ? TranscriptOptions.Cut(seed) : TranscriptOptions.Parse(text, seed);

    private static long? Seed(string? text)
    {
        if (text is null) return null;
        try
        {
            return ConfigTypes.Seed.Parse(text);
        }
        catch (FormatException)
        {
            throw new UsageException($"--seed: '{text}' is not {ConfigTypes.Seed.Allowed}");
        }
    }
}
