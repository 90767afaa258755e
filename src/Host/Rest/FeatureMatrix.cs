using Microsoft.AspNetCore.Http;
using Tauric.Engine.Columnar;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Rest;

/// <summary>Features as an Arrow IPC stream: a column a feature, a row a decision, null: not known.</summary>
internal static class FeatureMatrix
{
    public const string ContentType = "application/vnd.apache.arrow.stream";

    public static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase));

    public static async Task WriteAsync(HttpContext context, params IReadOnlyList<FeatureVector> rows)
    {
        using var stream = new MemoryStream();
        Write(stream, rows);
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = stream.Length;
        await context.Response.BodyWriter.WriteAsync(stream.GetBuffer().AsMemory(0, (int)stream.Length))
            .ConfigureAwait(false);
    }

    /// <param name="rows">At least one; all with the same features.</param>
    public static void Write(Stream target, IReadOnlyList<FeatureVector> rows)
    {
        var schema = new Schema([.. rows[0].All().Select(f => new Field(f.Key, ArrowType.Float64))]);
        using var builder = new BatchBuilder(schema);
        foreach (FeatureVector row in rows)
            foreach ((string name, double? value) in row.All())
            {
                if (value is { } known) builder[name].Append(known);
                else builder[name].AppendNull();
            }

        using var writer = new IpcWriter(target, schema);
        using RecordBatch batch = builder.Build();
        writer.Write(batch);
        writer.Finish();
    }
}
