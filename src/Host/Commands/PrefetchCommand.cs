using System.CommandLine;
using Tauric.Adapters.Sources.Wrds;
using Tauric.Host.Report;

namespace Tauric.Host.Commands;

/// <summary><c>tauric prefetch</c>: copies transcripts from WRDS, to be replayed without it.</summary>
internal static class PrefetchCommand
{
    public static Command Define(Terminal terminal)
    {
        var folder =
            new Option<string>("--out") { Description = "Folder to write to.", HelpName = "DIR", Required = true };
        var quarters =
            new Option<string>("--quarters") { Description = "Like 2023Q1..2023Q2.", Required = true };
        var format = new Option<string>("--format")
        {
            Description = "csv or parquet.",
            DefaultValueFactory = _ => "csv",
        };
        format.AcceptOnlyFromAmong("csv", "parquet");
        var command = new Command("prefetch", "Copies earnings calls and their identifiers from WRDS; resumable.")
        {
            quarters, folder, format,
        };
        var options = new ConfigOptions(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(folder), terminal.Folder);
            Selection selection = RunSelection.Quarters(parsed.GetRequiredValue(quarters));
            WrdsReport report = await Wiring.Prefetch(options.Load(parsed, terminal), terminal, selection, path,
                parsed.GetRequiredValue(format), cancelled).ConfigureAwait(false);
            foreach (string quarter in report.WithoutFirms) terminal.Out.WriteLine($"{quarter}: no earnings calls");
            terminal.Out.WriteLine(
                $"{report.Chunks} chunks, {report.Fetched} fetched now, {Amount.Bytes(report.Bytes)}. "
                + $"Next: tauric run topics --input \"{path}\"");
            return CommandLine.Done;
        });
        return command;
    }
}
