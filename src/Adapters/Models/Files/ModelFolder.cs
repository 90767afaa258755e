using System.Security.Cryptography;
using System.Text.Json;
using Tauric.Adapters.Storage;
using Tauric.Engine;

namespace Tauric.Adapters.Models.Files;

/// <summary>
/// The user's models: a folder with a small JSON file for each name, which says where the model's file is and what its
/// bytes hash to. Pulled files lie in the folder, others where they were. Made when it is first written to.
/// </summary>
/// <param name="path">Absolute.</param>
public sealed class ModelFolder(string path)
{
    public string Path { get; } = path;

    /// <summary>By name.</summary>
    public IReadOnlyList<ModelEntry> List() => !Directory.Exists(Path) ? []
        : [.. DiskFault.Guard("list the models", Path, 0, () => Directory.GetFiles(Path, "*.json"))
            .Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Null when no model has that name.</summary>
    public ModelEntry? Find(string name) => File.Exists(EntryPath(name)) ? Read(EntryPath(name)) : null;

    /// <summary>Names a file that is there; it stays where it is.</summary>
    public ModelEntry Add(string file, string name)
    {
        string full = System.IO.Path.GetFullPath(file);
        if (!File.Exists(full)) throw new UsageException($"There is no file '{full}'.");
        return Keep(new ModelEntry(ModelEntry.RequireName(name), full, HashOf(full), new FileInfo(full).Length, ""));
    }

    /// <summary>Null when the file's bytes are those that were added; else what is wrong.</summary>
    public static string? Problem(ModelEntry model)
    {
        if (!File.Exists(model.Path)) return $"there is no '{model.Path}' any more";
        string found = HashOf(model.Path);
        return found == model.Sha256 ? null : $"'{model.Path}' changed: SHA-256 {found}, was {model.Sha256}";
    }

    /// <summary>Where a pulled model's file goes.</summary>
    internal string FileOf(string name) => System.IO.Path.Combine(Path, name + ".gguf");

    internal void Make() =>
        DiskFault.Guard("make the folder of models", Path, 0, () => Directory.CreateDirectory(Path));

    internal ModelEntry Keep(ModelEntry model)
    {
        Make();
        string entry = EntryPath(model.Name), aside = entry + ".new";
        DiskFault.Guard("name a model", entry, 0, () =>
        {
            File.WriteAllText(aside, JsonSerializer.Serialize(model, ModelJson.Default.ModelEntry) + "\n");
            File.Move(aside, entry, overwrite: true);
        });
        return model;
    }

    internal static string HashOf(string file) => DiskFault.Guard("read the model", file, 0, () =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    });

    private string EntryPath(string name) => System.IO.Path.Combine(Path, name + ".json");

    private static ModelEntry Read(string entry)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(entry), ModelJson.Default.ModelEntry)
                is { Path.Length: > 0, Sha256.Length: 64, Name.Length: > 0 } model ? model
                : throw new DataException($"'{entry}' does not describe a model. Remove it and add the model again.");
        }
        catch (JsonException e)
        {
            throw new DataException($"'{entry}' is damaged: {e.Message} Remove it and add the model again.", e);
        }
    }
}
