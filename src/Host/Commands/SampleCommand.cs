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
        var folder =
            new Option<string>("--out") { Description = "Folder to write to.", HelpName = "DIR", Required = true };
        var command = new Command("sample", "Writes an invented market in the providers' wire formats, to run on.")
        {
            full, seed, folder,
        };
        command.SetAction(parsed =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(folder), terminal.Folder);
            Wiring.WriteSample(path, parsed.GetValue(full), Seed(parsed.GetValue(seed)));
            terminal.Out.WriteLine($"Wrote a sample to {path}. Next: tauric run corpus --input \"{path}\"");
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
