using System.CommandLine;
using Tauric.Engine;
using Tauric.Host.Configuration;

namespace Tauric.Host.Commands;

/// <summary><c>tauric sample</c>: writes an invented market in the providers' wire formats.</summary>
internal static class SampleCommand
{
    public static Command Define(Terminal terminal)
    {
        var full = new Option<bool>("--full") { Description = "All of 2024-01-02 to 2025-05-30, not the small cut." };
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
            full, seed, decisions, folder,
        };
        command.SetAction(parsed =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(folder), terminal.Folder);
            int? count = parsed.GetValue(decisions);
            if (count is { } n) Wiring.WriteDecisionSample(path, n, Seed(parsed.GetValue(seed)));
            else Wiring.WriteSample(path, parsed.GetValue(full), Seed(parsed.GetValue(seed)));
            string system = count is null ? "corpus" : "decisions";
            terminal.Out.WriteLine($"Wrote a sample to {path}. Next: tauric run {system} --input \"{path}\"");
            return CommandLine.Done;
        });
        return command;
    }

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
