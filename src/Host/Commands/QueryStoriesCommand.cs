using System.CommandLine;
using Tauric.Host.Configuration;
using Tauric.Host.Query;

namespace Tauric.Host.Commands;

/// <summary><c>tauric query stories</c>: what researchers ask of stories (seed-001, section 4).</summary>
internal static class QueryStoriesCommand
{
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
        return Asking(command, terminal, (parsed, root) => StoryQueries.Pipeline(
            root, Symbol(parsed, symbol), Day("date", parsed.GetRequiredValue(date))));
    }

    private static Command Sequences(Terminal terminal)
    {
        Option<string?> from = Date("--from", "First target session."), to = Date("--to", "Last target session.");
        var quality = new Option<double>("--quality")
        {
            Description = "Least mean quality of a sequence.",
            DefaultValueFactory = _ => 0.7,
        };
        var command = new Command("sequences", "Training sequences by target session and quality.")
        {
            from, to, quality,
        };
        return Asking(command, terminal, (parsed, root) => StoryQueries.Sequences(
            root, Day(from, parsed), Day(to, parsed), parsed.GetValue(quality)));
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
        return Asking(command, terminal, (parsed, root) => StoryQueries.Performance(
            root, Symbol(parsed, symbol), parsed.GetValue(lookback)));
    }

    private static Command Fuzzy(Terminal terminal)
    {
        Argument<string> symbol = Symbol();
        Option<string?> from = Date("--from", "First session."), to = Date("--to", "Last session.");
        Option<string> frequency = Frequency();
        var command = new Command("fuzzy", "Sets, patterns and output of a symbol side by side.")
        {
            symbol, from, to, frequency,
        };
        return Asking(command, terminal, (parsed, root) => StoryQueries.Fuzzy(
            root, Symbol(parsed, symbol), parsed.GetRequiredValue(frequency), Day(from, parsed), Day(to, parsed)));
    }

    private static Command Cross(Terminal terminal)
    {
        var symbols = new Argument<string>("symbols") { Description = "Like AAPL,MSFT; * for all." };
        var column = new Argument<string>("column") { Description = "dataset.column, like prices_daily.close." };
        Option<string?> from = Date("--from", "First session."), to = Date("--to", "Last session.");
        var command = new Command("cross", "One column of many symbols: a row a time, a column a symbol.")
        {
            symbols, column, from, to,
        };
        return Asking(command, terminal, (parsed, root) => StoryQueries.Cross(
            root, parsed.GetRequiredValue(symbols), parsed.GetRequiredValue(column), Day(from, parsed),
            Day(to, parsed)));
    }

    private static Command Quality(Terminal terminal)
    {
        Option<string?> from = Date("--from", "First session."), to = Date("--to", "Last session.");
        Option<string> frequency = Frequency();
        var complete = new Option<double>("--complete") { Description = "Least share of the bars expected." };
        var outliers = new Option<int>("--outliers")
        {
            Description = "Most returns far out, by robust z.",
            DefaultValueFactory = _ => int.MaxValue,
        };
        var command = new Command("quality", "Symbols and sessions by what their bars are worth.")
        {
            from, to, frequency, complete, outliers,
        };
        return Asking(command, terminal, (parsed, root) => StoryQueries.Quality(root,
            parsed.GetRequiredValue(frequency), Day(from, parsed), Day(to, parsed), parsed.GetValue(complete),
            parsed.GetValue(outliers)));
    }

    private static Command Asking(
        Command command, Terminal terminal, Func<ParseResult, FencedSql, string> sql)
    {
        var output = new QueryOutput(command, terminal);
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            output.Write(parsed, options.Load(parsed, terminal), root => sql(parsed, root));
            return CommandLine.Done;
        });
        return command;
    }

    private static Option<string> Frequency() =>
        new("--frequency") { Description = "daily or 1min.", DefaultValueFactory = _ => "daily" };

    private static Argument<string> Symbol() => new("symbol") { Description = "Like AAPL." };

    private static string Symbol(ParseResult parsed, Argument<string> symbol) => parsed.GetRequiredValue(symbol);

    private static Option<string?> Date(string name, string description) =>
        new(name) { Description = description, HelpName = "DATE" };

    private static DateOnly? Day(Option<string?> option, ParseResult parsed) =>
        parsed.GetValue(option) is { } text ? Day(option.Name, text) : null;

    private static DateOnly Day(string name, string text)
    {
        try
        {
            return ConfigTypes.Date.Parse(text);
        }
        catch (FormatException)
        {
            throw new Engine.UsageException($"{name}: '{text}' is not {ConfigTypes.Date.Allowed}");
        }
    }
}
