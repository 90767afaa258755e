using Tauric.Engine;

namespace Tauric.Adapters.Models.Gguf;

/// <summary>
/// The header of a GGUF file (versions 2 and 3, little-endian; ggml/docs/gguf.md): metadata and where the tensors lie.
/// Everything a header claims is checked against the file before it is believed, so a hostile one costs no more than
/// its own length.
/// </summary>
public sealed class GgufFile
{
    internal GgufFile(
        string path, IReadOnlyDictionary<string, object> metadata, IReadOnlyList<GgufTensor> tensors)
    {
        Path = path;
        Metadata = metadata;
        Tensors = tensors;
    }

    public string Path { get; }

    /// <summary>Numbers, bool and string as themselves; arrays as <c>T[]</c> of one of them.</summary>
    public IReadOnlyDictionary<string, object> Metadata { get; }

    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>For example <c>llama</c>; empty when the file does not say.</summary>
    public string Architecture => Metadata.TryGetValue("general.architecture", out object? name) ? $"{name}" : "";

    /// <exception cref="DataException">The file is not a whole GGUF file: says what is wrong with it.</exception>
    /// <exception cref="ResourceException">It cannot be read.</exception>
    public static GgufFile Open(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using BinaryReader reader = new(stream);
            return new GgufHeader(path, stream, reader).Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException($"Cannot read the model '{path}': {e.Message}", e);
        }
    }
}
