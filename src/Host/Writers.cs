using Tauric.Adapters.Models.Endpoint;
using Tauric.Adapters.Models.Files;
using Tauric.Adapters.Models.Llama;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Host.Commands;
using Tauric.Host.Configuration;

namespace Tauric.Host;

/// <summary>From section <c>writer</c> of the configuration to a model.</summary>
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
    public static ITextModel Open(TauricConfig config, Terminal terminal) => config.Writer.Kind switch
    {
        "rules" => new RuleModel(),
        "endpoint" => new EndpointTextModel(Endpoint(config.Writer, terminal), terminal.Clock),
        _ => Llama(config, terminal),
    };

    /// <summary>What would write, for <c>doctor</c>. Loads nothing.</summary>
    public static string Describe(TauricConfig config, Terminal terminal) => config.Writer.Kind switch
    {
        "rules" => "rules: no model",
        "endpoint" => $"{config.Writer.Name} at {Endpoint(config.Writer, terminal).Url}"
            + (terminal.Variable("LLM_API_KEY") is null ? ", without a key" : ", with the key in LLM_API_KEY"),
        _ => $"{config.Writer.Kind}: {FileOf(config, terminal).Path}, {config.Writer.Mode}",
    };

    /// <summary>The file of a model and the hash it must have, empty where nobody said.</summary>
    /// <exception cref="PlanException">There is none: says where it was looked for, and the ways out.</exception>
    internal static (string Path, string Sha256) FileOf(TauricConfig config, Terminal terminal)
    {
        string given = config.Writer.Path;
        if (given.Length == 0) return (EmbeddedFile(AppContext.BaseDirectory), "");
        string file = Path.GetFullPath(given, terminal.Folder);
        if (File.Exists(file)) return (file, config.Writer.Sha256);
        ModelFolder models = Models(config, terminal);
        if (models.Find(given) is { } named && File.Exists(named.Path))
            return (named.Path, config.Writer.Sha256.Length > 0 ? config.Writer.Sha256 : named.Sha256);
        throw new PlanException($"writer.path: there is no file '{file}' and no model '{given}' in '{models.Path}'. "
            + "Get it with 'tauric models pull URL --sha256 HASH' or name a file with 'tauric models add FILE'; "
            + "or write without it: --writer rules.");
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

    private static EndpointOptions Endpoint(WriterConfig writer, Terminal terminal) => new(writer.Url, writer.Name)
    {
        Key = terminal.Variable("LLM_API_KEY") is { } key ? new ApiKey(key) : null,
        IsChat = writer.Api == "chat",
        HasGrammar = writer.Grammar,
        ConnectionsMax = writer.Lanes == 0 ? ConnectionsDefault : writer.Lanes,
    };

    private static LlamaTextModel Llama(TauricConfig config, Terminal terminal)
    {
        (string path, string sha256) = FileOf(config, terminal);
        WriterConfig writer = config.Writer;
        string? cache = Wiring.UserFolder(terminal, "XDG_CACHE_HOME", ".cache");
        string? verdicts = cache is null ? null : Path.Combine(cache, "models");
        return new LlamaTextModel(new LlamaOptions(path)
        {
            Name = writer.Name.Length > 0 ? writer.Name : null,
            Sha256 = sha256.Length > 0 ? sha256 : null,
            Probe = writer.Kind == "embedded" ? null : ProbeModelCommand.Probe(verdicts),
            ContextTokens = writer.ContextTokens,
            Slots = writer.Slots,
            Lanes = writer.Lanes == 0 ? config.Workers : writer.Lanes,
            IsStable = writer.Mode == "stable",
            GpuLayers = writer.GpuLayers,
            CpuVariant = writer.CpuVariant.Length > 0 ? writer.CpuVariant : null,
        });
    }
}
