using System.Buffers;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Models.Endpoint;

/// <summary>Embeddings by an OpenAI-compatible server, brought to length 1. Safe from many threads.</summary>
/// <remarks>
/// Texts travel several at a time. That a vector does not depend on the texts beside it is the server's promise, not
/// ours.
/// </remarks>
public sealed class EndpointEmbeddingModel : IEmbeddingModel
{
    private const int TextsMax = 64;

    private readonly EndpointOptions _options;
    private readonly EndpointClient _client;

    /// <param name="dimensions">Of the model there; an answer with others stops the run.</param>
    public EndpointEmbeddingModel(EndpointOptions options, int dimensions, TimeProvider? clock = null)
    {
        _options = options;
        _client = new EndpointClient(options, clock ?? TimeProvider.System);
        Dimensions = dimensions;
    }

    public string Identity => $"endpoint {_options.Url} {_options.Model} {Dimensions}";

    public int Dimensions { get; }

    /// <exception cref="ResourceException">The endpoint is gone, or will not embed one of the texts.</exception>
    public void Embed(IReadOnlyList<ReadOnlyMemory<byte>> texts, Span<float> vectors, CancellationToken cancelled)
    {
        vectors.Clear();
        int[] asked = [.. Enumerable.Range(0, texts.Count).Where(i => HasContent(texts[i].Span))];
        Task<(int[] Rows, float[] Values)>[] parts =
            [.. asked.Chunk(TextsMax).Select(rows => EmbedAsync(rows, texts, cancelled))];
        foreach (Task<(int[], float[])> part in parts)
        {
            (int[] rows, float[] values) = part.GetAwaiter().GetResult();
            for (int i = 0; i < rows.Length; i++)
                values.AsSpan(i * Dimensions, Dimensions).CopyTo(vectors[(rows[i] * Dimensions)..]);
        }
    }

    public void Dispose() => _client.Dispose();

    private static bool HasContent(ReadOnlySpan<byte> text) => !text.Trim(" \t\r\n"u8).IsEmpty;

    private async Task<(int[] Rows, float[] Values)> EmbedAsync(
        int[] rows, IReadOnlyList<ReadOnlyMemory<byte>> texts, CancellationToken cancelled)
    {
        ReadOnlyMemory<byte> json = Body(rows, texts);
        ulong key = Hash256.Of(json.Span).Second;
        try
        {
            float[] values = await _client
                .PostAsync("embeddings", json, answer => Read(answer, rows.Length), key, cancelled)
                .ConfigureAwait(false);
            return (rows, values);
        }
        catch (RefusedException e)
        {
            throw new ResourceException($"The endpoint {_options.Url} will not embed {rows.Length} texts with "
                + $"'{_options.Model}': {e.Message}", e);
        }
    }

    private ReadOnlyMemory<byte> Body(int[] rows, IReadOnlyList<ReadOnlyMemory<byte>> texts)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("model", _options.Model);
            json.WriteStartArray("input");
            foreach (int row in rows) json.WriteStringValue(System.Text.Encoding.UTF8.GetString(texts[row].Span));
            json.WriteEndArray();
            json.WriteString("encoding_format", "float");
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private float[] Read(JsonElement answer, int rows)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("data", out JsonElement data)
            || data.ValueKind != JsonValueKind.Array || data.GetArrayLength() != rows)
            throw new FormatException($"'data' does not hold {rows} embeddings");
        var values = new float[rows * Dimensions];
        var seen = new bool[rows];
        foreach (JsonElement item in data.EnumerateArray())
        {
            if (!item.TryGetProperty("index", out JsonElement index) || !index.TryGetInt32(out int row)
                || row < 0 || row >= rows || seen[row])
                throw new FormatException("the embeddings do not say which texts they are of");
            seen[row] = true;
            ReadVector(item, values.AsSpan(row * Dimensions, Dimensions));
        }

        return values;
    }

    private void ReadVector(JsonElement item, Span<float> vector)
    {
        if (!item.TryGetProperty("embedding", out JsonElement list) || list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() != Dimensions)
            throw new FormatException($"an embedding does not have {Dimensions} dimensions");
        double length = 0;
        int at = 0;
        foreach (JsonElement value in list.EnumerateArray())
        {
            float number = value.GetSingle();
            if (!float.IsFinite(number)) throw new FormatException("an embedding is not finite");
            vector[at++] = number;
            length = Math.FusedMultiplyAdd(number, number, length);
        }

        if (length == 0) return;
        double scale = 1 / Math.Sqrt(length);
        for (int i = 0; i < vector.Length; i++) vector[i] = (float)(vector[i] * scale);
    }
}
