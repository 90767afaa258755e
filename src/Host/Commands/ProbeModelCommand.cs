using System.CommandLine;
using Tauric.Adapters.Models.Llama;

namespace Tauric.Host.Commands;

/// <summary>
/// <c>tauric probe-model PATH</c>, hidden: loads a model, tries it and ends. Started by <see cref="ModelProbe"/>,
/// because some damaged files end the process that loads them.
/// </summary>
internal static class ProbeModelCommand
{
    private const string Name = "probe-model";

    public static Command Define()
    {
        var path = new Argument<string>("path");
        var command = new Command(Name, "Loads a model and ends.") { path };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            // Both kinds of models embed, and what does not compute shows as well.
            using var model = new LlamaEmbeddingModel(new LlamaOptions(parsed.GetRequiredValue(path)));
            model.Embed(["does it load?"u8.ToArray()], new float[model.Dimensions], CancellationToken.None);
            return CommandLine.Done;
        });
        return command;
    }

    /// <param name="verdicts">Folder of the user's where results are kept; null: each file is tried each time.</param>
    public static ModelProbe Probe(string? verdicts)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "tauric.dll");
        string[] command = File.Exists(program) ? ["dotnet", program, Name] : [Environment.ProcessPath!, Name];
        return new ModelProbe(command, verdicts);
    }
}
