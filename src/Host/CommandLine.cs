using System.CommandLine;
using System.CommandLine.Parsing;
using Tauric.Engine;
using Tauric.Host.Commands;
using Tauric.Host.Configuration;
using Tauric.Host.Report;
using Tauric.Native;

namespace Tauric.Host;

/// <summary>The command line as a whole: its commands, and the one place where errors become exit codes.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Usage = 2;
    public const int Resource = 5;
    public const int Bug = 70;
    public const int Cancelled = 130;

    public const string Resumable = "cancelled; resumable: run the same command again";

    private const string Welcome = """
        tauric turns raw market data, news and filings into a machine-learning corpus in Parquet:
        one command, the same bytes every time.

        Start here:
          tauric run corpus              makes the corpus of the shipped sample, in ./tauric_data
          tauric run corpus --plan       says what would run, and why
          tauric doctor                  checks this machine

        Every command: tauric --help       One command: tauric run --help
        """;

    /// <summary>Runs one command line to its exit code.</summary>
    public static async Task<int> Run(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancelled)
    {
        try
        {
            ParseResult parsed =
                Define(terminal).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0) throw Misread(parsed);
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Out,
                Error = terminal.Error,
            }, cancelled).ConfigureAwait(false);
        }
        catch (Exception caught)
        {
            Exception e = Cause(caught);
            Tell(e, terminal.Error);
            if (args is ["run", ..] && args.Contains("--json") && !caught.Data.Contains(RunSummary.Written))
                RunSummary.WriteJson(terminal, report: null, e is OperationCanceledException ? "cancelled" : "failed");
            return ExitCode(e);
        }
    }

    public static RootCommand Define(Terminal terminal)
    {
        var root = new RootCommand(
            "Raw market data, news, transcripts and decisions in; data sets for machine learning in Parquet out.")
        {
            RunCommand.Define(terminal), RunCommand.DefineReduce(terminal), RunCommand.DefineRelabel(terminal),
            ServeCommand.Define(terminal), DecisionsCommand.Define(terminal), PrefetchCommand.Define(terminal),
            FetchCommand.Define(terminal), StoreCommand.Define(terminal), VerifyCommand.Define(terminal),
            ExplainCommand.Define(terminal), QueryCommand.Define(terminal), FramesCommand.Define(terminal),
            CatalogCommand.Define(terminal), BackupCommand.Define(terminal), RestoreCommand.Define(terminal),
            ModelsCommand.Define(terminal), SampleCommand.Define(terminal), ConfigCommand.Define(terminal),
            DoctorCommand.Define(terminal), ProbeModelCommand.Define(),
        };
        root.SetAction(_ =>
        {
            terminal.Out.WriteLine(Welcome);
            return Done;
        });
        return root;
    }

    public static int ExitCode(Exception e) => Cause(e) switch
    {
        TauricException ours => ours.ExitCode,
        OperationCanceledException => Cancelled,
        IOException or UnauthorizedAccessException or InsufficientMemoryException or DllNotFoundException
            or NativeLibraryMissingException => Resource,
        _ => Bug,
    };

    /// <summary>Parallel loops and static constructors wrap what happened in them.</summary>
    private static Exception Cause(Exception e) =>
        e is AggregateException or TypeInitializationException && e.InnerException is { } inner ? Cause(inner) : e;

    private static void Tell(Exception e, TextWriter error)
    {
        // A message may quote a file name or a field, and those may hold what a terminal obeys.
        foreach (string line in (e is OperationCanceledException ? Resumable : "error: " + e.Message).Split('\n'))
            error.WriteLine(Terminal.Visible(line));
        if (ExitCode(e) != Bug) return;
        error.WriteLine("This is a bug in tauric. Please report it with these lines:");
        error.WriteLine(e);
    }

    private static UsageException Misread(ParseResult parsed)
    {
        CommandResult command = parsed.CommandResult;
        IEnumerable<string> known =
            command.Command.Subcommands.Select(c => c.Name).Concat(command.Command.Options.Select(o => o.Name));
        var lines = parsed.Errors.Select(e => e.Message).Distinct().ToList();
        foreach (string token in parsed.UnmatchedTokens)
            if (Spelling.Closest(token, known) is { } meant) lines.Add($"Did you mean '{meant}' instead of '{token}'?");
        string path = command.Command is RootCommand ? "tauric" : "tauric " + Path(command);
        return new UsageException(string.Join("\n", lines) + $"\nSee '{path} --help'.");
    }

    private static string Path(CommandResult command) =>
        command.Parent is CommandResult { Command: not RootCommand } parent
            ? $"{Path(parent)} {command.Command.Name}"
            : command.Command.Name;
}
