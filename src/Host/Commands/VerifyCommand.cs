using System.CommandLine;
using Tauric.Engine;
using Tauric.Engine.Dataflow;
using Tauric.Host.Configuration;
using Tauric.Host.Report;

namespace Tauric.Host.Commands;

/// <summary><c>tauric verify</c>: re-hashes everything that was committed.</summary>
internal static class VerifyCommand
{
    public static Command Define(Terminal terminal)
    {
        var command = new Command("verify", "Re-hashes every committed object; the next run repairs what is damaged.");
        var options = new ConfigOptions(command);
        command.SetAction((parsed, cancelled) =>
            Task.FromResult(Verify(options.Load(parsed, terminal), terminal, cancelled)));
        return command;
    }

    private static int Verify(TauricConfig config, Terminal terminal, CancellationToken cancelled)
    {
        using Workspace workspace = Roots.OpenExisting(config);
        VerifyReport report = Verifier.Verify(workspace.Store, workspace.Catalog, config.Workers, cancelled);
        foreach (DamagedObject damaged in report.Damaged) terminal.Out.WriteLine($"{damaged.Key}: {damaged.What}");
        string checkedAll = $"{report.Objects} objects, {Amount.Bytes(report.Bytes)}";
        if (report.Damaged.Count > 0)
            throw new DataException($"{report.Damaged.Count} of {checkedAll} are damaged; the next run repairs them.");
        terminal.Out.WriteLine($"{checkedAll}: all as committed.");
        return CommandLine.Done;
    }
}
