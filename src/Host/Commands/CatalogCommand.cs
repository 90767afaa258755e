using System.CommandLine;
using Tauric.Engine;
using Tauric.Host.Configuration;

namespace Tauric.Host.Commands;

/// <summary><c>tauric catalog</c>: prepares a database for the catalog, and moves the catalog there.</summary>
internal static class CatalogCommand
{
    public static Command Define(Terminal terminal) =>
        new("catalog", "The catalog's database.") { DefineMigrate(terminal), DefineCopy(terminal) };

    private static Command DefineMigrate(Terminal terminal)
    {
        var command = new Command("migrate", "Brings the tables of a PostgreSQL catalog to this program's version.");
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            (string address, IReadOnlyList<string> applied) = Roots.MigrateCatalog(options.Load(parsed, terminal));
            foreach (string name in applied) terminal.Out.WriteLine($"applied {name}");
            terminal.Out.WriteLine($"{address}: up to date");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command DefineCopy(Terminal terminal)
    {
        Option<string> from = Backend("--from", "What to copy: duckdb, in the data root, or postgres.");
        Option<string> to = Backend("--to", "What to replace with it: postgres or duckdb.");
        var command = new Command("copy", "Copies the catalog whole from one database to another.") { from, to };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            string source = parsed.GetRequiredValue(from), target = parsed.GetRequiredValue(to);
            if (source == target) throw new UsageException($"--from and --to are both {source}.");
            (int tables, long rows) = Roots.CopyCatalog(options.Load(parsed, terminal), source, target);
            terminal.Out.WriteLine($"{rows} rows of {tables} tables copied from {source} to {target}; "
                + $"runs use it with catalog.backend={target}");
            return CommandLine.Done;
        });
        return command;
    }

    private static Option<string> Backend(string name, string description)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "NAME", Required = true };
        return option.AcceptOnlyFromAmong(CatalogConfig.Duck, CatalogConfig.Postgres);
    }
}
