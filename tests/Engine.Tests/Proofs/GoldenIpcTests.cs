using System.IO.Compression;
using System.Text.Json;
using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

/// <summary>Files of Arrow's own integration suite, written by several implementations, against their values as
/// JSON.</summary>
public sealed class GoldenIpcTests : NoLeaks
{
    [Theory]
    [InlineData("0.14.1", true)]
    [InlineData("0.17.1", true)]
    [InlineData("1.0.0-bigendian", false)]
    [InlineData("1.0.0-littleendian", true)]
    [InlineData("2.0.0-compression", false)]
    [InlineData("4.0.0-shareddict", true)]
    [InlineData("cpp-21.0.0", true)]
    public void Files_of_other_implementations_hold_what_they_should_or_are_refused(string writer, bool isReadable)
    {
        string folder = Path.Combine(Repository.Root,
            "../shared/data/columnar/arrow-testing/arrow-ipc-stream/integration", writer);
        if (!Directory.Exists(folder)) Assert.Skip($"The Arrow integration files are not at {folder}.");
        var wrong = new List<string>();
        foreach (string path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            if (path.EndsWith(".json.gz", StringComparison.Ordinal)) continue;
            JsonElement gold = Gold(path);
            string? fault = Read(path, gold);
            bool isRefused = fault?.StartsWith("refused", StringComparison.Ordinal) == true;
            bool expected = isReadable && GoldenJson.IsSupported(gold.GetProperty("schema").GetProperty("fields"));
            if (expected ? fault is not null : !isRefused)
                wrong.Add($"{Path.GetFileName(path)}: {fault ?? "was read"}");
        }

        Assert.Equal("", string.Join('\n', wrong));
    }

    private static string? Read(string path, JsonElement gold)
    {
        try
        {
            List<RecordBatch> batches = Ipc.Read(new IpcReader(File.ReadAllBytes(path), Path.GetFileName(path)));
            string? difference = GoldenJson.FirstDifference(gold, batches);
            batches.ForEach(b => b.Dispose());
            return difference;
        }
        catch (DataException e)
        {
            return "refused: " + e.Message;
        }
    }

    private static JsonElement Gold(string path)
    {
        using var stream = new GZipStream(File.OpenRead(Path.ChangeExtension(path, ".json.gz")),
            CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
