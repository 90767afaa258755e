using System.CommandLine;
using Tauric.Adapters.Models.Files;
using Tauric.Adapters.Models.Gguf;
using Tauric.Engine;
using Tauric.Host.Configuration;
using Tauric.Host.Report;

namespace Tauric.Host.Commands;

/// <summary><c>tauric models</c>: the user's models by name.</summary>
internal static class ModelsCommand
{
    private static readonly TimeSpan s_progressInterval = TimeSpan.FromSeconds(2);

    public static Command Define(Terminal terminal) => new("models", "The models that can write, by name.")
    {
        DefineList(terminal), DefineAdd(terminal), DefinePull(terminal), DefineVerify(terminal),
    };

    private static Command DefineList(Terminal terminal)
    {
        var command = new Command("list", "Prints the models there are; * is the one that writes.");
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            TauricConfig config = options.Load(parsed, terminal);
            terminal.WriteTable(terminal.Out, ["", "name", "size", "sha256", "file"], Rows(config, terminal));
            return CommandLine.Done;
        });
        return command;
    }

    private static IEnumerable<string[]> Rows(TauricConfig config, Terminal terminal)
    {
        ModelConfig writer = config.Writer;
        yield return [Mark(writer.Kind == "rules"), "rules", "", "", "no model: the forms' own rules"];
        yield return [Mark(writer.Kind == "embedded"), "embedded", "", "", "the small model that is shipped"];
        if (writer.Kind == "endpoint") yield return ["*", writer.Name, "", "", writer.Url];
        foreach (ModelEntry model in Writers.Models(config, terminal).List())
        {
            bool writes = writer.Kind == "llama" && writer.Path == model.Name;
            string file = File.Exists(model.Path) ? model.Path : model.Path + ": missing";
            yield return [Mark(writes), model.Name, Amount.Bytes(model.Bytes), model.Sha256[..12], file];
        }
    }

    private static string Mark(bool writes) => writes ? "*" : "";

    private static Command DefineAdd(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A GGUF file; it stays where it is." };
        var name = NameOption();
        var command = new Command("add", "Names a model file that is there.") { file, name };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(file), terminal.Folder);
            ModelFolder models = Writers.Models(options.Load(parsed, terminal), terminal);
            if (File.Exists(path)) GgufFile.Open(path);   // What is no model has no name.
            string chosen = parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(path);
            Tell(models.Add(path, chosen), terminal);
            return CommandLine.Done;
        });
        return command;
    }

    private static Command DefinePull(Terminal terminal)
    {
        var address = new Argument<string>("url") { Description = "Where the GGUF file is: http or https." };
        var sha256 = new Option<string>("--sha256")
        {
            Description = "What the file must hash to: 64 hexadecimal digits.",
            HelpName = "HASH",
            Required = true,
        };
        var name = NameOption();
        var command = new Command("pull", "Downloads a model; given again, goes on where it was cut.")
        {
            address, sha256, name,
        };
        var options = new ConfigOptions(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            if (!Uri.TryCreate(parsed.GetRequiredValue(address), UriKind.Absolute, out Uri? url)
                || url.Scheme is not ("http" or "https"))
                throw new UsageException("The address of a model starts with http:// or https://.");
            string hash = parsed.GetRequiredValue(sha256);
            if (!ModelEntry.IsSha256(hash))
                throw new UsageException($"--sha256: '{hash}' is not 64 hexadecimal digits.");
            string chosen = parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(url.AbsolutePath);
            using var download = new ModelDownload(Writers.Models(options.Load(parsed, terminal), terminal))
            {
                Progress = Progress(terminal),
            };
            ModelEntry model = await download.PullAsync(url, hash, chosen, cancelled).ConfigureAwait(false);
            GgufFile.Open(model.Path);
            Tell(model, terminal);
            return CommandLine.Done;
        });
        return command;
    }

    private static Command DefineVerify(Terminal terminal)
    {
        var name = new Argument<string?>("name")
        {
            Description = "One model; all when it is left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("verify", "Re-hashes models and reads their headers.") { name };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            ModelFolder folder = Writers.Models(options.Load(parsed, terminal), terminal);
            IReadOnlyList<ModelEntry> models = parsed.GetValue(name) is not { } one ? folder.List()
                : [folder.Find(one) ?? throw new UsageException(
                    $"There is no model '{one}' in '{folder.Path}'; 'tauric models list' shows those there are.")];
            int damaged = models.Count(model => !Verify(model, terminal));
            if (damaged > 0) throw new DataException(
                $"{damaged} of {models.Count} models are not as they were added: pull or add them again.");
            return CommandLine.Done;
        });
        return command;
    }

    private static bool Verify(ModelEntry model, Terminal terminal)
    {
        string? problem = ModelFolder.Problem(model);
        try
        {
            if (problem is null) GgufFile.Open(model.Path);
        }
        catch (DataException e)
        {
            problem = e.Message;
        }

        terminal.Out.WriteLine($"{model.Name}: {problem ?? $"{Amount.Bytes(model.Bytes)}, as it was added"}");
        return problem is null;
    }

    private static Option<string?> NameOption() => new("--name")
    {
        Description = "What to call it; the file's name when it is left out.",
        HelpName = "NAME",
    };

    private static void Tell(ModelEntry model, Terminal terminal) => terminal.Out.WriteLine(
        $"{model.Name}: {Amount.Bytes(model.Bytes)}, sha256 {model.Sha256}\n"
        + $"Next: tauric run corpus --writer {model.Name}");

    private static Action<long, long> Progress(Terminal terminal)
    {
        long? told = null;
        return (there, total) =>
        {
            if (told is { } at && terminal.Clock.GetElapsedTime(at) < s_progressInterval) return;
            told = terminal.Clock.GetTimestamp();
            terminal.Error.WriteLine(Amount.Bytes(there) + (total > 0 ? $" of {Amount.Bytes(total)}" : ""));
        };
    }
}
