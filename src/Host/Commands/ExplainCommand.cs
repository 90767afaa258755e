using System.CommandLine;
using Spectre.Console;
using Tauric.Engine.Dataflow;
using Tauric.Host.Configuration;

namespace Tauric.Host.Commands;

/// <summary><c>tauric explain &lt;id&gt;</c>: from a sample back to raw bytes.</summary>
internal static class ExplainCommand
{
    public static Command Define(Terminal terminal)
    {
        var id = new Argument<string>("id") { Description = "Id of a sample, as in the exported rows." };
        var command = new Command("explain", "Walks a sample's lineage back to the raw bytes it was made from.") { id };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            TauricConfig config = options.Load(parsed, terminal);
            using Workspace workspace = Roots.OpenExisting(config);
            Write(Wiring.Explain(workspace, parsed.GetRequiredValue(id)), terminal);
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>A tree on a terminal, two blanks a level where it is piped.</summary>
    public static void Write(LineageNode root, Terminal terminal)
    {
        if (!terminal.OutIsTerminal)
        {
            WriteIndented(root, terminal.Out, depth: 0);
            return;
        }

        var tree = new Tree(new Text(Line(root)));
        foreach (LineageNode child in root.Children) AddTo(tree, child);
        terminal.Rich(terminal.Out).Write(tree);
    }

    private static void AddTo(IHasTreeNodes parent, LineageNode node)
    {
        TreeNode added = parent.AddNode(new Text(Line(node)));
        foreach (LineageNode child in node.Children) AddTo(added, child);
    }

    private static void WriteIndented(LineageNode node, TextWriter output, int depth)
    {
        output.WriteLine(new string(' ', depth * 2) + Line(node));
        foreach (LineageNode child in node.Children) WriteIndented(child, output, depth + 1);
    }

    private static string Line(LineageNode node) =>
        Terminal.Visible(node.Detail.Length == 0 ? node.Title : $"{node.Title}  {node.Detail}");
}
