using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tauric.Host.Configuration;
using Tauric.Pipelines.Decisions.Training;

namespace Tauric.Host.Commands;

/// <summary><c>tauric decisions versions</c> and <c>diff</c>: what runs made of the training datasets.</summary>
internal static class VersionsCommand
{
    public static Command DefineList(Terminal terminal)
    {
        var command = new Command("versions", "Lists the versions of the training datasets that runs left.");
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            using Workspace root = Roots.OpenExisting(options.Load(parsed, terminal));
            foreach ((int number, string id, int partitions) in TrainingVersions.List(root.Store))
                terminal.Out.WriteLine($"{number} {id} {partitions} partitions");
            return CommandLine.Done;
        });
        return command;
    }

    public static Command DefineDiff(Terminal terminal)
    {
        const string name = "A number of 'versions', the beginning of an id, or the folder of a data root.";
        var before = new Argument<string>("BEFORE") { Description = name };
        var after = new Argument<string>("AFTER") { Description = name };
        var format = new Option<string>("--format")
        {
            Description = "How it is written.",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("diff",
            "Tells what differs between two versions: objects, and between two data roots the decisions in them.")
        {
            before, after, format,
        };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            TauricConfig config = options.Load(parsed, terminal);
            NamedVersion first = TrainingVersions.Find(config, parsed.GetRequiredValue(before), terminal);
            NamedVersion second = TrainingVersions.Find(config, parsed.GetRequiredValue(after), terminal);
            VersionDiff diff = first.Version.DiffTo(second.Version);
            var changed = diff.Changed.Select(name => (name, TrainingVersions.RowsOf(first, second, name)));
            if (parsed.GetRequiredValue(format) == "json") WriteJson(terminal.Out, first, second, diff, changed);
            else WriteTable(terminal.Out, diff, changed);
            return CommandLine.Done;
        });
        return command;
    }

    private static void WriteTable(
        TextWriter text, VersionDiff diff, IEnumerable<(string Partition, VersionDiff? Rows)> changed)
    {
        foreach (string partition in diff.Added) text.WriteLine($"+ {partition}");
        foreach (string partition in diff.Removed) text.WriteLine($"- {partition}");
        foreach ((string partition, VersionDiff? rows) in changed)
            text.WriteLine(rows is null ? $"~ {partition}" : $"~ {partition}: rows +{rows.Added.Count} "
                + $"-{rows.Removed.Count} ~{rows.Changed.Count}");
        text.WriteLine($"{diff.Added.Count} added, {diff.Removed.Count} removed, {diff.Changed.Count} changed");
    }

    private static void WriteJson(TextWriter text, NamedVersion before, NamedVersion after, VersionDiff diff,
        IEnumerable<(string Partition, VersionDiff? Rows)> changed) => text.WriteLine(JsonSerializer.Serialize(
            new DiffDocument(
                before.Version.Id.ToString(), after.Version.Id.ToString(), diff.Added, diff.Removed,
                changed.Select(c => new ChangedPartition(c.Partition, c.Rows))),
            DiffJson.Default.DiffDocument));
}

/// <summary>The line of <c>versions diff --json</c>.</summary>
internal sealed record DiffDocument(string Before, string After, IReadOnlyList<string> Added,
    IReadOnlyList<string> Removed, IEnumerable<ChangedPartition> Changed);

/// <param name="Rows">Null where rows cannot be compared.</param>
internal sealed record ChangedPartition(string Partition, VersionDiff? Rows);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DiffDocument))]
internal sealed partial class DiffJson : JsonSerializerContext;
