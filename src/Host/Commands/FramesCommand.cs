using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Time;
using Tauric.Host.Configuration;
using Tauric.Host.Query;
using Tauric.Host.Report;

namespace Tauric.Host.Commands;

/// <summary><c>tauric frames</c>: the versioned frames of a data root.</summary>
internal static class FramesCommand
{
    private const string ListColumns =
        "path, rows, version, stored_at, date_range_from, date_range_to, frequency, type, "
        + "processing_stage, story_quality_score";

    public static Command Define(Terminal terminal) => new("frames", "Versioned tables under paths.")
    {
        DefineList(terminal), DefinePut(terminal), DefineGet(terminal), DefineVersions(terminal),
        DefineSnapshot(terminal), DefineDelete(terminal), DefinePrune(terminal),
    };

    private static Command DefineList(Terminal terminal)
    {
        var pattern = new Argument<string>("pattern")
        {
            Description = "Paths to list, e.g. 'prices/1min/A*'; all when it is left out.",
            DefaultValueFactory = _ => "*",
        };
        var where = new Option<string?>("--where")
        {
            Description = "SQL over the columns of frame_metadata, e.g. \"story_quality_score >= 0.7\".",
            HelpName = "SQL",
        };
        var command = new Command("list", "Prints the frames there are.") { pattern, where };
        var output = new QueryOutput(command, terminal);
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            string sql = $"SELECT {ListColumns} FROM frame_metadata WHERE "
                + $"path GLOB {FencedSql.Quoted(Roots.FramePattern(parsed.GetRequiredValue(pattern)))} "
                + $"AND (\n{parsed.GetValue(where) ?? "true"}\n) ORDER BY path";
            output.Write(parsed, options.Load(parsed, terminal), root => root.Tables.Contains("frame_metadata") ? sql
                : throw new UsageException("There are no frames yet. Make one: tauric frames put PATH FILE"));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command DefinePut(Terminal terminal)
    {
        Argument<string> path = PathArgument();
        var file = new Argument<string>("file") { Description = "Rows: .parquet, .csv, .json or .arrow." };
        var how = new Option<string>("--mode")
        {
            Description = "write replaces the frame, append adds later rows, update replaces the time it covers.",
            HelpName = "MODE",
            DefaultValueFactory = _ => "write",
        };
        var note = NoteOption();
        var command = new Command("put", "Makes the rows of a file a version of a frame.") { path, file, how, note };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            Func<string, RecordBatch, FrameChange> change = parsed.GetRequiredValue(how) switch
            {
                "write" => FrameChange.Write,
                "append" => FrameChange.Append,
                "update" => FrameChange.Update,
                var other => throw new UsageException($"--mode: '{other}' is not one of write, append, update"),
            };
            TauricConfig config = options.Load(parsed, terminal);
            string full = Path.GetFullPath(parsed.GetRequiredValue(file), terminal.Folder);
            using RecordBatch rows = FrameFiles.Read(full);
            using IFrameStore frames = Roots.OpenFrames(config, terminal);
            long version = frames.Commit(
                [change(parsed.GetRequiredValue(path), rows)], parsed.GetValue(note) ?? Path.GetFileName(full));
            terminal.Out.WriteLine($"version {version}: {Amount.Count(rows.Length)} rows");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command DefineGet(Terminal terminal)
    {
        Argument<string> path = PathArgument();
        var range = new RangeOptions();
        Option<string?> asOf = AsOfOption();
        Option<string?> columns = ColumnsOption();
        var command = new Command("get", "Prints the rows of a frame, or writes them to a file.")
        {
            path, range.From, range.To, asOf, columns,
        };
        var output = new QueryOutput(command, terminal);
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            (string format, string? file) = output.Chosen(parsed);
            var query = new FrameQuery
            {
                AsOf = Moment(parsed, asOf),
                Range = range.Read(parsed) ?? TimeRange.All,
                Columns = Names(parsed, columns),
            };
            using IFrameStore frames = Roots.OpenFramesToRead(options.Load(parsed, terminal));
            using RecordBatch rows = frames.Read(parsed.GetRequiredValue(path), query);
            FrameFiles.Write(rows, format, file, terminal);
            return CommandLine.Done;
        });
        return command;
    }

    private static Command DefineVersions(Terminal terminal)
    {
        Argument<string> path = PathArgument();
        var command = new Command("versions", "Prints the versions of a frame.") { path };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            using IFrameStore frames = Roots.OpenFramesToRead(options.Load(parsed, terminal));
            terminal.WriteTable(terminal.Out, ["version", "at", "note"],
                frames.Versions(parsed.GetRequiredValue(path)).Select(Cells));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command DefineSnapshot(Terminal terminal)
    {
        var name = new Argument<string?>("name")
        {
            Description = "What to call it; lists those there are when it is left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> asOf = AsOfOption();
        var forget = new Option<bool>("--forget") { Description = "Forgets the name instead." };
        var command = new Command("snapshot", "Gives a version a name; what it shows is never pruned.")
        {
            name, asOf, forget,
        };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            AsOf? moment = Moment(parsed, asOf);
            string? chosen = parsed.GetValue(name);
            if (chosen is null && (moment is not null || parsed.GetValue(forget)))
                throw new UsageException("Name the snapshot.");
            using IFrameStore frames = OpenExisting(options.Load(parsed, terminal), terminal);
            if (chosen is null) terminal.WriteTable(
                terminal.Out, ["version", "at", "name"], frames.Snapshots().Select(Cells));
            else if (parsed.GetValue(forget)) frames.Forget(chosen);
            else frames.Snapshot(chosen, moment);
            return CommandLine.Done;
        });
        return command;
    }

    private static Command DefineDelete(Terminal terminal)
    {
        Argument<string> path = PathArgument();
        var range = new RangeOptions();
        Option<string?> note = NoteOption();
        var command = new Command("delete", "Takes rows out of a frame, or the frame away; earlier versions stay.")
        {
            path, range.From, range.To, note,
        };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            string chosen = parsed.GetRequiredValue(path);
            FrameChange change = range.Read(parsed) is { } cut
                ? FrameChange.Delete(chosen, cut) : FrameChange.Delete(chosen);
            using IFrameStore frames = OpenExisting(options.Load(parsed, terminal), terminal);
            terminal.Out.WriteLine($"version {frames.Commit([change], parsed.GetValue(note) ?? "delete")}");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command DefinePrune(Terminal terminal)
    {
        var keep = new Option<string?>("--keep")
        {
            Description = "First version, time or snapshot to stay readable; the last version when it is left out.",
            HelpName = "WHEN",
        };
        var command = new Command("prune", "Forgets earlier versions, but for snapshots, and frees bytes.") { keep };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            using IFrameStore frames = OpenExisting(options.Load(parsed, terminal), terminal);
            AsOf moment = Moment(parsed, keep) ?? AsOf.Version(frames.Resolve(null));
            terminal.Out.WriteLine($"{Amount.Bytes(frames.Prune(moment))} freed");
            return CommandLine.Done;
        });
        return command;
    }

    private static string[] Cells(FrameVersion version) =>
        [version.Number.ToString(CultureInfo.InvariantCulture), UtcMicros.Format(version.At), version.Note];

    private static Argument<string> PathArgument() =>
        new("path") { Description = "Library and symbol, e.g. prices/1min/AAPL." };

    internal static Option<string?> AsOfOption() => new("--as-of")
    {
        Description = "A version, a time or a snapshot; the last version when it is left out.",
        HelpName = "WHEN",
    };

    internal static Option<string?> ColumnsOption() => new("--columns")
    {
        Description = "Names with commas between; all when it is left out.",
        HelpName = "NAMES",
    };

    /// <summary>Null when they were left out.</summary>
    internal static string[]? Names(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option)?.Split(',', StringSplitOptions.TrimEntries);

    private static Option<string?> NoteOption() =>
        new("--note") { Description = "Why, for 'versions'.", HelpName = "TEXT" };

    internal static AsOf? Moment(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) switch
    {
        null => null,
        "" => throw new UsageException($"{option.Name}: say a version, a time or a snapshot"),
        var text => AsOf.Parse(text),
    };

    private static IFrameStore OpenExisting(TauricConfig config, Terminal terminal)
    {
        Roots.RequireCatalog(config);
        return Roots.OpenFrames(config, terminal);
    }

    /// <summary><c>--from</c> and <c>--to</c>: days or instants, both included.</summary>
    private sealed class RangeOptions
    {
        public Option<string?> From { get; } =
            new("--from") { Description = "First day or instant.", HelpName = "WHEN" };

        public Option<string?> To { get; } = new("--to")
        {
            Description = "Last day or instant, included.",
            HelpName = "WHEN",
        };

        /// <summary>Null when neither is given.</summary>
        public TimeRange? Read(ParseResult parsed)
        {
            string? from = parsed.GetValue(From), to = parsed.GetValue(To);
            if (from is null && to is null) return null;
            var range = new TimeRange(from is null ? long.MinValue : Instant(From.Name, from, isEnd: false),
                to is null ? long.MaxValue : Instant(To.Name, to, isEnd: true));
            return range.From <= range.To ? range : throw new UsageException($"--from {from} is after --to {to}");
        }

        private static long Instant(string option, string text, bool isEnd)
        {
            CultureInfo culture = CultureInfo.InvariantCulture;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out DateOnly day))
                return UtcMicros.From(day) + (isEnd ? UtcMicros.PerDay - 1 : 0);
            return UtcMicros.TryParse(text, out long micros) ? micros : throw new UsageException(
                $"{option}: '{text}' is no day (2025-03-14) and no instant (2025-03-14T14:30:00Z)");
        }
    }
}
