namespace Tauric.Adapters.Models.Llama;

/// <summary>How a GGUF file is run. What decides an answer enters the model's identity.</summary>
/// <param name="Path">A GGUF file.</param>
public sealed record LlamaOptions(string Path)
{
    /// <summary>For people; null: the file's name.</summary>
    public string? Name { get; init; }

    /// <summary>Of the file, hexadecimal; checked when given. A file without one is tried in a process of its own first
    /// (<see cref="Probe"/>).</summary>
    public string? Sha256 { get; init; }

    /// <summary>Tries files that nobody vouches for; null: they are loaded as they are.</summary>
    public ModelProbe? Probe { get; init; }

    /// <summary>Most tokens of a prompt and its answer; no more than the model was trained for is used.</summary>
    public int ContextTokens { get; init; } = 4096;

    /// <summary>
    /// Tokens a lane keeps at once in a memory that its requests share: the prefix once, and of every request what is
    /// its own. 0: every request has a memory of <see cref="ContextTokens"/> where that takes no more than 1 GiB a
    /// lane, which is faster for small models; else twice <see cref="ContextTokens"/> are shared.
    /// </summary>
    public int CellTokens { get; init; }

    /// <summary>Requests a lane decodes side by side; 62 at most are.</summary>
    public int Slots { get; init; } = 24;

    /// <summary>Groups answered at the same time, on a thread and with a memory each; made when first needed.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>
    /// Answers do not depend on what is asked beside them. False: the fastest way, whose answers change with their
    /// company, also with a model that would allow better.
    /// </summary>
    public bool IsStable { get; init; } = true;

    /// <summary>Layers computed on a GPU, where a build for one is installed; −1 for all. Not stable.</summary>
    public int GpuLayers { get; init; }

    /// <summary>
    /// Build of the processor's code: null for the pinned one (the same on all machines that can run it), a name as
    /// in <c>libggml-cpu-NAME</c>, or <c>auto</c> for the fastest here. One a process.
    /// </summary>
    public string? CpuVariant { get; init; }

    /// <summary>A template or the name of one that llama.cpp knows; null: the model's own.</summary>
    public string? ChatTemplate { get; init; }
}
