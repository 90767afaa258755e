using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tauric.Adapters.Log;

namespace Tauric.Host.Rest;

/// <summary>Events, replayed from an offset.</summary>
internal sealed class EventsApi(string folder)
{
    private const int LimitMax = 1000, LimitDefault = 100;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(TrainingDataApi.Root + "/events", ReplayAsync);

    private async Task ReplayAsync(HttpContext context)
    {
        long offset = Number(context.Request, "offset", 0, 0, long.MaxValue);
        long limit = Number(context.Request, "limit", LimitDefault, 1, LimitMax);
        byte[] json = Events(LogReader.Read(folder, offset).Take((int)limit));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.BodyWriter.WriteAsync(json).ConfigureAwait(false);
    }

    private static byte[] Events(IEnumerable<LogRecord> records)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartArray();
        foreach (LogRecord record in records)
        {
            json.WriteStartObject();
            json.WriteNumber("offset", record.Sequence);
            json.WritePropertyName("event");
            json.WriteRawValue(record.Payload);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static long Number(HttpRequest request, string name, long absent, long low, long high)
    {
        if (!request.Query.TryGetValue(name, out var values)) return absent;
        return values is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long n)
            && n >= low && n <= high
            ? n : throw new ProblemException(Problem.Malformed(name, string.Create(CultureInfo.InvariantCulture,
                $"is not a whole number in [{low}, {high}]")));
    }
}
