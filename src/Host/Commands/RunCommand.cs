using System.CommandLine;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Host.Configuration;
using Tauric.Host.Report;

namespace Tauric.Host.Commands;

/// <summary><c>tauric run &lt;system&gt;</c>: brings a system's datasets up to date.</summary>
internal static class RunCommand
{
    public static Command Define(Terminal terminal)
    {
        var system = new Argument<string>("system") { Description = "What to make: " + string.Join(", ", Wiring.Systems.Keys) + "." };
        var plan = new Option<bool>("--plan") { Description = "Only say what would run, and why." };
        var json = new Option<bool>("--json") { Description = "End standard output with one line of JSON; progress goes to standard error." };
        var quiet = new Option<bool>("--quiet") { Description = "Print nothing but errors (and the JSON line, if asked for)." };
        var command = new Command("run", "Brings a system's datasets up to date; what still holds is reused.") { system };
        ConfigOptions options = new ConfigOptions(command).Add(command, "--input", "DIR", "input");
        var selection = new RunSelection(command);
        options.Add(command, "--workers", "N", "pipeline.workers").Add(command, "--batch-rows", "N", "pipeline.batch_rows")
            .Add(command, "--memory", "SIZE", "pipeline.memory").Add(command, "--seed", "N", "pipeline.seed");
        command.Add(plan);
        command.Add(json);
        command.Add(quiet);

        command.SetAction((parsed, cancelled) =>
        {
            string name = parsed.GetRequiredValue(system);
            if (!Wiring.Systems.ContainsKey(name)) throw new UsageException(
                $"System '{name}' is not in this build. There is: {string.Join(", ", Wiring.Systems.Keys)}.");
            TauricConfig config = options.Load(parsed, terminal);
            var run = new Invocation(name, config, terminal, parsed.GetValue(plan), parsed.GetValue(json), parsed.GetValue(quiet));
            return Task.FromResult(run.Execute(selection.Read(parsed, config), cancelled));
        });
        return command;
    }

    private sealed record Invocation(string System, TauricConfig Config, Terminal Terminal, bool Plan, bool Json, bool Quiet)
    {
        private RunReport? _report;

        public int Execute(Selection selection, CancellationToken cancelled)
        {
            TextWriter words = Quiet ? TextWriter.Null : Json ? Terminal.Error : Terminal.Out;
            RunReport report;
            try
            {
                Pipeline pipeline = Wiring.Systems[System](Config, Terminal);   // Before the data root is touched: it finds the input.
                using Workspace workspace = Wiring.OpenForRun(Config);
                var display = RunDisplay.For(Terminal, words, Config.MemoryBytes);
                report = display.Show(progress => Runner.Run(pipeline, Options(workspace, selection, progress), cancelled));
            }
            catch (Exception e) when (Json && _report is not null)
            {
                RunSummary.WriteJson(Terminal, _report, "failed");
                e.Data[RunSummary.Written] = true;
                throw;
            }

            if (Plan) PlanReport.Write(report, words, Json ? Terminal.Out : null);
            else RunSummary.WriteTable(Terminal, words, report);
            if (Json) RunSummary.WriteJson(Terminal, report, report.Status);
            if (report.Status != "cancelled") return CommandLine.Done;
            Terminal.Error.WriteLine("cancelled; resumable: run the same command again");
            return CommandLine.Cancelled;
        }

        private RunOptions Options(Workspace workspace, Selection selection, Action<RunReport> progress) => new()
        {
            Store = workspace.Store,
            Catalog = workspace.Catalog,
            Formats = Wiring.Formats(),
            Workers = Config.Workers,
            BatchRowsMax = Config.BatchRows,
            MemoryBytesMax = Config.MemoryBytes,
            PlanOnly = Plan,
            Entities = selection.Tickers,
            From = selection.From,
            To = selection.To,
            Identity = RunIdentities.Of(Config),
            Clock = Terminal.Clock,
            Progress = report =>
            {
                _report = report;
                progress(report);
            },
        };
    }
}
