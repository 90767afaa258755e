using System.CommandLine;
using Tauric.Host.Query;

namespace Tauric.Host.Commands;

/// <summary><c>tauric query</c>: SQL over the catalog and the datasets, and questions that have a name.</summary>
internal static class QueryCommand
{
    public static Command Define(Terminal terminal)
    {
        var sql = new Argument<string>("sql")
        {
            Description = "\"SHOW TABLES\" first, then e.g. \"SELECT ticker, count(*) FROM samples GROUP BY 1\".",
        };
        var command = new Command("query",
            "Runs SQL over the catalog and all datasets; it can change nothing.") { sql };
        var output = new QueryOutput(command, terminal);
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            output.Write(parsed, options.Load(parsed, terminal), _ => parsed.GetRequiredValue(sql));
            return CommandLine.Done;
        });
        command.Add(QueryStoriesCommand.Define(terminal));
        return command;
    }
}
