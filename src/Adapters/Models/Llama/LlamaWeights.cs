using Tauric.Adapters.Models.Gguf;
using Tauric.Engine;
using Tauric.Native.Llama;

namespace Tauric.Adapters.Models.Llama;

/// <summary>A model in memory, shared by all its contexts.</summary>
internal sealed unsafe class LlamaWeights : IDisposable
{
    private LlamaWeights(ModelHandle handle, LlamaLibrary library, ModelFile file)
    {
        Handle = handle;
        Library = library;
        File = file;
        Vocabulary = new LlamaVocabulary(LlamaApi.llama_model_get_vocab(handle));
    }

    public ModelHandle Handle { get; }

    public LlamaLibrary Library { get; }

    public ModelFile File { get; }

    public LlamaVocabulary Vocabulary { get; }

    public int TrainedTokens => LlamaApi.llama_model_n_ctx_train(Handle);

    /// <summary>Null when the file has none.</summary>
    public string? ChatTemplate =>
        LlamaApi.llama_model_chat_template(Handle, null) is var template && template is null
            ? null
            : LlamaAbi.Text(template);

    /// <summary>
    /// Whether sums over these weights come out the same whatever rows are computed beside: known for the types named
    /// here, on the processor, where attention sees all of the past.
    /// </summary>
    public bool CanBeStable => File.Header.Tensors.All(IsStable) && LlamaApi.llama_model_n_swa(Handle) == 0;

    /// <exception cref="DataException">The file is damaged, or not what its hash says.</exception>
    /// <exception cref="PlanException">The architecture is none that this program runs.</exception>
    /// <exception cref="ResourceException">The library, the file or memory is missing.</exception>
    public static LlamaWeights Load(LlamaOptions options)
    {
        ModelFile file = ModelFile.Check(options);
        LlamaLibrary library = LlamaLibrary.Use(options.CpuVariant);
        if (options.GpuLayers != 0 && !library.HasGpu)
        {
            throw new ResourceException($"'{file.Path}' asks for {options.GpuLayers} layers on a GPU, and no build of "
                + "llama.cpp for one is installed, or it found none.");
        }

        LlamaModelParams settings = LlamaApi.llama_model_default_params();
        settings.GpuLayers = options.GpuLayers;
        settings.UseExtraBuffers = options.IsStable ? (byte)0 : (byte)1;
        _ = LlamaLibrary.TakeErrors();
        nint* none = stackalloc nint[] { 0 };
        if (options.GpuLayers == 0) settings.Devices = none;
        ModelHandle handle = LlamaApi.llama_model_load_from_file(file.Path, settings);
        if (handle.IsInvalid)
            throw new DataException($"'{file.Path}' cannot be loaded: {LlamaLibrary.TakeErrors()}");
        if (Unsupported(handle) is { } kind)
        {
            handle.Dispose();
            throw new PlanException($"'{file.Path}' is {kind}, which this program does not run.");
        }

        return new LlamaWeights(handle, library, file);
    }

    /// <summary>The model, the library, and whatever else decides an answer.</summary>
    public string IdentityWith(string settings) =>
        $"llama/{File.Hash[..16]}/{ModelFile.HashOfText($"{File.Hash} {Library.Identity} {settings}")[..16]}";

    public void Dispose() => Handle.Dispose();

    private static string? Unsupported(ModelHandle model) =>
        LlamaApi.llama_model_is_recurrent(model) || LlamaApi.llama_model_is_hybrid(model) ? "a recurrent model"
        : LlamaApi.llama_model_is_diffusion(model) ? "a diffusion model"
        : LlamaApi.llama_model_has_encoder(model) ? "a model with an encoder of its own"
        : null;

    private bool IsStable(GgufTensor tensor)
    {
        const int Q4_0 = 2, Q4_K = 12, Q5_K = 13, Q6_K = 14;
        bool isLookedUp = tensor.Name == "token_embd.weight"
            && File.Header.Tensors.Any(other => other.Name == "output.weight");
        return tensor.Shape.Count == 1 || isLookedUp
            || (tensor.Shape.Count == 2
                && (tensor.Type == GgufTensorType.Q8_0 || (int)tensor.Type is Q4_0 or Q4_K or Q5_K or Q6_K));
    }
}
