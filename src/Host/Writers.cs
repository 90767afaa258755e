using Tauric.Adapters.Models.Endpoint;
using Tauric.Adapters.Models.Files;
using Tauric.Adapters.Models.Llama;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Host.Commands;
using Tauric.Host.Configuration;

namespace Tauric.Host;

/// <summary>From a section of the configuration to a model that writes, and what others share with it.</summary>
internal static class Writers
{
    private const int ConnectionsDefault = 16;
    private const string Embedded = "models/tauric-writer-demo.gguf";   // Of a published program; else of the samples.

    /// <summary>The user's models: where the configuration says, else below the user's data.</summary>
    public static ModelFolder Models(TauricConfig config, Terminal terminal)
    {
        if (config.ModelFolder.Length > 0)
            return new ModelFolder(Path.GetFullPath(config.ModelFolder, terminal.Folder));
        string data = Wiring.UserFolder(terminal, "XDG_DATA_HOME", Path.Combine(".local", "share"))
            ?? throw new PlanException("This user has no folder for models: name one as model_folder.");
        return new ModelFolder(Path.Combine(data, "models"));
    }

    /// <exception cref="PlanException">There is no such model.</exception>
    public static ITextModel Open(TauricConfig config, ModelConfig model, Terminal terminal) => model.Kind switch
    {
        "rules" => new RuleModel(),
        ModelConfig.Endpoint => new EndpointTextModel(Endpoint(model, terminal), terminal.Clock),
        _ => new LlamaTextModel(Llama(config, model, terminal)),
    };

    /// <summary>What would write, for <c>doctor</c>. Loads nothing.</summary>
    public static string Describe(TauricConfig config, Terminal terminal) => config.Writer.Kind switch
    {
        "rules" => "rules: no model",
        ModelConfig.Endpoint => $"{config.Writer.Name} at {Endpoint(config.Writer, terminal).Url}"
            + (terminal.Variable("LLM_API_KEY") is null ? ", without a key" : ", with the key in LLM_API_KEY"),
        _ => $"{config.Writer.Kind}: {FileOf(config, config.Writer, terminal).Path}, {config.Writer.Mode}",
    };

    /// <summary>The file of a model and the hash it must have, empty where nobody said.</summary>
    /// <exception cref="PlanException">There is none: says where it was looked for, and the ways out.</exception>
    internal static (string Path, string Sha256) FileOf(TauricConfig config, ModelConfig model, Terminal terminal)
    {
        string given = model.Path;
        if (given.Length == 0) return (EmbeddedFile(AppContext.BaseDirectory), "");
        string file = Path.GetFullPath(given, terminal.Folder);
        if (File.Exists(file)) return (file, model.Sha256);
        ModelFolder models = Models(config, terminal);
        if (models.Find(given) is { } named && File.Exists(named.Path))
            return (named.Path, model.Sha256.Length > 0 ? model.Sha256 : named.Sha256);
        throw new PlanException(
            $"{model.Section}.path: there is no file '{file}' and no model '{given}' in '{models.Path}'. "
            + "Get it with 'tauric models pull URL --sha256 HASH' or name a file with 'tauric models add FILE'; "
            + (model.Section == "writer" ? "or write without it: --writer rules."
                : $"or do without: {model.Section}.kind: {model.Kinds[0]}."));
    }

    /// <summary>The model that is shipped: beside the program, or in the nearest <c>data-samples</c> above.</summary>
    internal static string EmbeddedFile(string program)
    {
        string published = Path.Combine(program, Embedded);
        if (File.Exists(published)) return published;
        for (DirectoryInfo? above = new(program); above is not null; above = above.Parent)
        {
            string candidate = Path.Combine(above.FullName, "data-samples", Embedded);
            if (File.Exists(candidate)) return candidate;
        }

        throw new PlanException($"The embedded model, {Embedded}, is in no folder above '{program}'. "
            + "Install the program whole, or write without it: --writer rules.");
    }

    internal static EndpointOptions Endpoint(ModelConfig model, Terminal terminal) => new(model.Url, model.Name)
    {
        Key = terminal.Variable(model.KeyVariable) is { } key ? new ApiKey(key) : null,
        IsChat = model.Api == "chat",
        HasGrammar = model.Grammar,
        ConnectionsMax = model.Lanes == 0 ? ConnectionsDefault : model.Lanes,
    };

    internal static LlamaOptions Llama(TauricConfig config, ModelConfig model, Terminal terminal)
    {
        (string path, string sha256) = FileOf(config, model, terminal);
        string? cache = Wiring.UserFolder(terminal, "XDG_CACHE_HOME", ".cache");
        string? verdicts = cache is null ? null : Path.Combine(cache, "models");
        return new LlamaOptions(path)
        {
            Name = model.Name.Length > 0 ? model.Name : null,
            Sha256 = sha256.Length > 0 ? sha256 : null,
            Probe = model.Kind == "embedded" ? null : ProbeModelCommand.Probe(verdicts),
            ContextTokens = model.ContextTokens,
            Slots = model.Slots,
            Lanes = model.Lanes == 0 ? config.Workers : model.Lanes,
            IsStable = model.Mode == "stable",
            GpuLayers = model.GpuLayers,
            CpuVariant = model.CpuVariant.Length > 0 ? model.CpuVariant : null,
        };
    }
}
