using System.Text.Json.Serialization;
using Tauric.Engine;

namespace Tauric.Adapters.Models.Files;

/// <summary>A model file that has a name.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Sha256">Of the file when it was added, lower-case hexadecimal.</param>
/// <param name="Source">Where it was pulled from, without what may be a secret; empty for one that was added.</param>
public sealed record ModelEntry(string Name, string Path, string Sha256, long Bytes, string Source)
{
    private const int NameLengthMax = 100;

    /// <summary>Letters, digits, <c>.</c>, <c>-</c>, <c>_</c>: safe as a file name everywhere.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public static string RequireName(string name) =>
        name.Length is > 0 and <= NameLengthMax && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? name
            : throw new UsageException($"'{name}' is no name for a model: letters, digits, '.', '-' and '_', "
                + $"{NameLengthMax} at most. Give one with --name.");

    public static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}

[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ModelEntry))]
internal sealed partial class ModelJson : JsonSerializerContext;
