using System.CommandLine;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;
using Tauric.Host.Query;
using Tauric.Pipelines.Stories;

namespace Tauric.Host.Commands;

/// <summary><c>tauric query stories</c>: <see cref="StoryQuestions"/>, asked by hand.</summary>
internal static class QueryStoriesCommand
{
    private static readonly Schema s_stages = new(
        new Field("step", ArrowType.Int32, false), new Field("stage", ArrowType.Utf8, false),
        new Field("event_time", ArrowType.Timestamp, false), new Field("known_at", ArrowType.Timestamp, false),
        new Field("data", ArrowType.Utf8, false));

    public static Command Define(Terminal terminal) => new("stories", "Asks what is often asked of stories.")
    {
        Pipeline(terminal), Sequences(terminal), Performance(terminal), Fuzzy(terminal), Cross(terminal),
        Quality(terminal),
    };

    private static Command Pipeline(Terminal terminal)
    {
        Argument<string> symbol = Symbol();
        var date = new Argument<string>("date") { Description = "Session, like 2025-03-14." };
        var command = new Command("pipeline", "Every stage's rows of a symbol and session.") { symbol, date };
        return Asking(command, terminal, (parsed, stories) => Stages(stories.Pipeline(
            parsed.GetRequiredValue(symbol), Day("date", parsed.GetRequiredValue(date)))));
    }

    private static Command Sequences(Terminal terminal)
    {
        Option<string> symbols = Symbols();
        var days = new DayOptions("target session");
        Option<string?> columns = FramesCommand.ColumnsOption();
        var quality = new Option<double>("--quality")
        {
            Description = "Least mean quality of a sequence.",
            DefaultValueFactory = _ => 0.7,
        };
        var command = new Command("sequences", "Training sequences by target session and quality.")
        {
            symbols, days.From, days.To, quality, columns,
        };
        return Asking(command, terminal, (parsed, stories) => stories.Sequences(parsed.GetRequiredValue(symbols),
            days.Read(parsed), parsed.GetValue(quality), FramesCommand.Names(parsed, columns)));
    }

    private static Command Performance(Terminal terminal)
    {
        Argument<string> symbol = Symbol();
        var lookback = new Option<int>("--lookback")
        {
            Description = "Days back from the newest signal.",
            DefaultValueFactory = _ => 30,
        };
        var command = new Command("performance", "How the signals of a symbol fared, by theme.") { symbol, lookback };
        return Asking(command, terminal, (parsed, stories) =>
            stories.Performance(parsed.GetRequiredValue(symbol), parsed.GetValue(lookback)));
    }

    private static Command Fuzzy(Terminal terminal)
    {
        Argument<string> symbol = Symbol();
        var days = new DayOptions("session");
        Option<string> frequency = Frequency();
        Option<string?> columns = FramesCommand.ColumnsOption();
        var command = new Command("fuzzy", "Sets, patterns and output of a symbol side by side.")
        {
            symbol, days.From, days.To, frequency, columns,
        };
        return Asking(command, terminal, (parsed, stories) => stories.Fuzzy(parsed.GetRequiredValue(symbol),
            parsed.GetRequiredValue(frequency), days.Read(parsed), FramesCommand.Names(parsed, columns)));
    }

    private static Command Cross(Terminal terminal)
    {
        var symbols = new Argument<string>("symbols") { Description = "Like AAPL,MSFT or A*; * for all." };
        var column = new Argument<string>("column") { Description = "library.column, like prices_daily.close." };
        var days = new DayOptions("session");
        var command = new Command("cross", "One column of many symbols: a row a time, a column a symbol.")
        {
            symbols, column, days.From, days.To,
        };
        return Asking(command, terminal, (parsed, stories) => stories.Cross(
            parsed.GetRequiredValue(symbols), parsed.GetRequiredValue(column), days.Read(parsed)));
    }

    private static Command Quality(Terminal terminal)
    {
        Option<string> symbols = Symbols(), frequency = Frequency();
        var days = new DayOptions("session");
        var complete = new Option<double>("--complete") { Description = "Least share of the bars expected." };
        var outliers = new Option<int>("--outliers")
        {
            Description = "Most returns far out, by robust z.",
            DefaultValueFactory = _ => int.MaxValue,
        };
        var command = new Command("quality", "Symbols and sessions by what their bars are worth.")
        {
            symbols, days.From, days.To, frequency, complete, outliers,
        };
        return Asking(command, terminal, (parsed, stories) => stories.Quality(parsed.GetRequiredValue(symbols),
            parsed.GetRequiredValue(frequency), days.Read(parsed), parsed.GetValue(complete),
            parsed.GetValue(outliers)));
    }

    private static Command Asking(
        Command command, Terminal terminal, Func<ParseResult, StoryQuestions, RecordBatch> answer)
    {
        Option<string?> asOf = FramesCommand.AsOfOption();
        command.Add(asOf);
        var output = new QueryOutput(command, terminal);
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            (string format, string? file) = output.Chosen(parsed);
            AsOf? moment = FramesCommand.Moment(parsed, asOf);
            using IFrameStore frames = Roots.OpenFramesToRead(options.Load(parsed, terminal));
            using RecordBatch rows = answer(parsed, new StoryQuestions(frames, moment));
            FrameFiles.Write(rows, format, file, terminal);
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>Stages differ in their columns: a row a row of each, its columns as JSON.</summary>
    private static RecordBatch Stages(IReadOnlyList<KeyValuePair<string, RecordBatch>> stages)
    {
        using var builder = new BatchBuilder(s_stages);
        foreach ((int step, (string stage, RecordBatch rows)) in stages.Index())
        {
            using RecordBatch told = rows;
            string[] json = Encoding.UTF8.GetString(Wiring.Formats["jsonl"].Write(told)).Split('\n');
            for (int row = 0; row < told.Length; row++)
            {
                builder["step"].Append(step);
                builder["stage"].AppendText(stage);
                builder["event_time"].Append(told["event_time"].Values<long>()[row]);
                builder["known_at"].Append(told["known_at"].Values<long>()[row]);
                builder["data"].AppendText(json[row]);
            }
        }

        return builder.Build();
    }

    private static Option<string> Frequency() =>
        new("--frequency") { Description = "daily or 1min.", DefaultValueFactory = _ => "daily" };

    private static Argument<string> Symbol() => new("symbol") { Description = "Like AAPL." };

    private static Option<string> Symbols() =>
        new("--symbols") { Description = "Like AAPL,MSFT or A*.", DefaultValueFactory = _ => "*" };

    private static DateOnly Day(string name, string text)
    {
        try
        {
            return ConfigTypes.Date.Parse(text);
        }
        catch (FormatException)
        {
            throw new UsageException($"{name}: '{text}' is not {ConfigTypes.Date.Allowed}");
        }
    }

    /// <summary><c>--from</c> and <c>--to</c>: sessions, both included.</summary>
    private sealed class DayOptions(string what)
    {
        public Option<string?> From { get; } =
            new("--from") { Description = $"First {what}.", HelpName = "DATE" };

        public Option<string?> To { get; } = new("--to") { Description = $"Last {what}.", HelpName = "DATE" };

        public StoryDays Read(ParseResult parsed) => new(Read(parsed, From), Read(parsed, To));

        private static DateOnly? Read(ParseResult parsed, Option<string?> option) =>
            parsed.GetValue(option) is { } text ? Day(option.Name, text) : null;
    }
}
