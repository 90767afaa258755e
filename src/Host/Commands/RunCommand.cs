using System.CommandLine;
using Tauric.Adapters.DuckDb;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Inference;
using Tauric.Engine.Time;
using Tauric.Host.Configuration;
using Tauric.Host.Report;
using Tauric.Host.Telemetry;
using Tauric.Kernels.Devices;

namespace Tauric.Host.Commands;

/// <summary><c>tauric run &lt;system&gt;</c>: brings a system's datasets up to date.</summary>
internal static class RunCommand
{
    private static string Known => string.Join(", ", Wiring.Systems.Keys);

    public static Command Define(Terminal terminal)
    {
        var system = new Argument<string>("system") { Description = $"What to make: {Known}." };
        var command =
            new Command("run", "Brings a system's datasets up to date; what still holds is reused.") { system };
        var shard = new RunShard(command);
        return Running(command, terminal, parsed => SystemOf(parsed.GetRequiredValue(system)), shard);
    }

    /// <summary><c>tauric reduce &lt;system&gt;</c>: a run that ends what shards began.</summary>
    public static Command DefineReduce(Terminal terminal)
    {
        var system = new Argument<string>("system") { Description = $"What shards made: {Known}." };
        var command = new Command("reduce",
            "Ends what shards of a run began: computes what is left, writes manifests and the run's log.") { system };
        return Running(command, terminal, parsed => SystemOf(parsed.GetRequiredValue(system)));
    }

    private static TauricSystem SystemOf(string name) =>
        Wiring.Systems.TryGetValue(name, out TauricSystem? found) ? found : throw new UsageException(
            $"System '{name}' is not in this build. There is: {Known}.");

    /// <summary><c>tauric relabel</c>: labels decisions again, from the facts that are there.</summary>
    public static Command DefineRelabel(Terminal terminal) => Running(
        new Command("relabel", "Labels decisions again by the rules there are now, from stored facts."), terminal,
        _ => Wiring.Relabelling);

    private static Command Running(Command command, Terminal terminal, Func<ParseResult, TauricSystem> systemOf,
        RunShard? shard = null)
    {
        var plan = new Option<bool>("--plan") { Description = "Only say what would run, and why." };
        var json = new Option<bool>("--json") { Description = "End with a line of JSON; progress goes to stderr." };
        var quiet = new Option<bool>("--quiet") { Description = "Print only errors, and the JSON line if asked for." };
        ConfigOptions options = new ConfigOptions(command).Add(command, "--input", "DIR", "input");
        var selection = new RunSelection(command);
        options.Add(command, "--workers", "N", "pipeline.workers")
            .Add(command, "--batch-rows", "N", "pipeline.batch_rows")
            .Add(command, "--memory", "SIZE", "pipeline.memory").Add(command, "--device", "NAME", "pipeline.device")
            .Add(command, "--seed", "N", "pipeline.seed")
            .Add(command, "--writer", "NAME", $"Who writes: {string.Join(", ", ModelConfig.Writer.Kinds)}, a GGUF "
                + "file or a model's name.", ModelConfig.Named)
            .Add(command, "--metrics-port", "PORT", "telemetry.metrics_port")
            .Add(command, "--log-format", "FORMAT", "telemetry.log_format");
        command.Add(plan);
        command.Add(json);
        command.Add(quiet);

        command.SetAction((parsed, cancelled) =>
        {
            // A large library, and the time zones: they are read while the run is set up.
            _ = Task.Run(() => DuckVersion.Library);
            _ = Task.Run(() => MarketTime.EasternDate(0));
            TauricSystem found = systemOf(parsed);
            TauricConfig config = options.Load(parsed, terminal);
            Shard? chosen = shard?.Read(parsed, terminal.Variable);
            if (chosen is not null && parsed.GetValue(plan))
                throw new UsageException("--plan is of the whole run: leave --shard out");
            var run = new Invocation(found, config, terminal)
            {
                Plan = parsed.GetValue(plan),
                Json = parsed.GetValue(json),
                Quiet = parsed.GetValue(quiet),
                Shard = chosen,
            };
            return Task.FromResult(run.Execute(selection.Read(parsed, found.Tickers?.Invoke(config)), cancelled));
        });
        return command;
    }

    private sealed record Invocation(TauricSystem System, TauricConfig Config, Terminal Terminal)
    {
        private RunReport? _report;

        public bool Plan { get; init; }

        public bool Json { get; init; }

        public bool Quiet { get; init; }

        public Shard? Shard { get; init; }

        public int Execute(Selection selection, CancellationToken cancelled)
        {
            bool isSilent = Quiet || (Json && Config.LogIsJson);   // Both streams are for programs then.
            TextWriter words = isSilent ? TextWriter.Null : Json ? Terminal.Error : Terminal.Out;
            RunReport report;
            try
            {
                using OtlpExport? telemetry = OtlpExport.Start(Config.OtlpEndpoint, words);
                using MetricsServer? metrics = Plan ? null : MetricsServer.Start(Config.MetricsPort, words);
                // Before the data root is touched: it finds the input.
                using DevicePlanner planner = Wiring.Planner(Config, Terminal);
                using TextAsker writer = Wiring.Asker(Config, Config.Writer, Terminal);
                using var parts = new RunParts(Config, Terminal, planner, writer, selection, Plan, cancelled);
                Pipeline pipeline = System.Define(parts);
                IReadOnlyList<AdoptedPack> packs;
                using (Workspace workspace = Open())
                {
                    var display = RunDisplay.For(Terminal, words, Config.MemoryBytes);
                    report = display.Show(progress => Runner.Run(pipeline,
                        Options(workspace, selection, progress) with { Asked = () => writer.Count }, cancelled));
                    packs = Plan || Shard is not null ? [] : FrameVersions.Of(pipeline, workspace.Catalog);
                    if (report.Status == "success" && Shard is null)
                        System.Finished?.Invoke(Config, Terminal, workspace);
                }

                FrameVersions.Adopt(Config, Terminal, packs, report.RunId);
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
            Terminal.Error.WriteLine(CommandLine.Resumable);
            return CommandLine.Cancelled;
        }

        private Workspace Open() => Shard is not null ? Roots.OpenShared(Config)
            : Plan ? Roots.OpenForPlan(Config) : Roots.OpenForRun(Config);

        private RunOptions Options(Workspace workspace, Selection selection, Action<RunReport> progress) => new()
        {
            Store = workspace.Store,
            Catalog = workspace.Catalog,
            Formats = Wiring.Formats,
            Workers = Config.Workers,
            BatchRowsMax = Config.BatchRows,
            MemoryBytesMax = Config.MemoryBytes,
            PlanOnly = Plan,
            Shard = Shard,
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
            Tell = Config.LogIsJson ? Terminal.Error.WriteLine : null,
        };
    }
}
