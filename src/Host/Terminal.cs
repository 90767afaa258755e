using System.Collections;
using System.Text;
using Spectre.Console;
using Tauric.Engine;

namespace Tauric.Host;

/// <summary>Everything a command sees of the process: where it writes, variables, the folder, the clock.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, string Folder)
{
    /// <summary>Wide enough that no piped line is ever wrapped.</summary>
    private const int PipeWidth = 10_000;

    /// <summary>Of the environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() => new(Console.Out, Console.Error, Directory.GetCurrentDirectory())
    {
        Variables = VariablesOfProcess(),
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
    };

    private static Dictionary<string, string> VariablesOfProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return variables;
    }

    /// <summary>Null when it is not set or empty.</summary>
    public string? Variable(string name) =>
        Variables.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>Is somebody watching what is written there?</summary>
    public bool IsTerminal(TextWriter writer) =>
        (ReferenceEquals(writer, Out) && OutIsTerminal) || (ReferenceEquals(writer, Error) && ErrorIsTerminal);

    public IAnsiConsole Rich(TextWriter writer)
    {
        bool isTerminal = IsTerminal(writer);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isTerminal) console.Profile.Width = PipeWidth;
        return console;
    }

    /// <summary>Writes a table without frames; cells wrap to the width of a terminal and nowhere else.</summary>
    public void WriteTable(TextWriter writer, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (string column in header) table.AddColumn(new TableColumn(new Text(column)));
        foreach (IReadOnlyList<string> row in rows) table.AddRow(row.Select(cell => new Text(Visible(cell))));
        if (IsTerminal(writer))
        {
            Rich(writer).Write(table);
            return;
        }

        using var text = new StringWriter();
        Rich(text).Write(table);
        foreach (string line in text.ToString().TrimEnd().Split('\n')) writer.WriteLine(line.TrimEnd());
    }

    /// <summary>Text from data, with control characters shown instead of obeyed.</summary>
    public static string Visible(string text) => text.Any(char.IsControl)
        ? text.Aggregate(new StringBuilder(text.Length), (s, c) => s.Append(c switch
        {
            '\n' => '\u23CE',
            < ' ' => (char)(0x2400 + c),
            _ when char.IsControl(c) => '\uFFFD',
            _ => c,
        })).ToString()
        : text;
}
