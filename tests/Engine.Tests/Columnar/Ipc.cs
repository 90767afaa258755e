using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

/// <summary>Whole IPC inputs in memory.</summary>
public static class Ipc
{
    public static byte[] Bytes(IpcFormat format, params ReadOnlySpan<RecordBatch> batches)
    {
        using var target = new MemoryStream();
        using (var writer = new IpcWriter(target, batches[0].Schema, format))
        {
            foreach (RecordBatch batch in batches) writer.Write(batch);
            writer.Finish();
        }

        return target.ToArray();
    }

    /// <summary>All batches; when one cannot be read, those before it are disposed.</summary>
    public static List<RecordBatch> Read(byte[] bytes) => Read(new IpcReader(bytes, "test"));

    public static List<RecordBatch> Read(IpcReader opened)
    {
        using IpcReader reader = opened;
        var batches = new List<RecordBatch>();
        try
        {
            while (reader.Next() is { } batch) batches.Add(batch);
            return batches;
        }
        catch
        {
            batches.ForEach(b => b.Dispose());
            throw;
        }
    }
}
