using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tauric.Host.Rest;

/// <summary>Reads the JSON of a request, strictly.</summary>
internal static class RequestBody
{
    /// <exception cref="ProblemException">It is no such JSON: names the field.</exception>
    /// <exception cref="BadHttpRequestException">It is too large, too slow or broken off.</exception>
    public static async Task<T> ReadAsync<T>(
        HttpContext context, JsonTypeInfo<T> type, int bytesMax, TimeSpan timeMax)
    {
        if (!context.Request.HasJsonContentType())
            throw new ProblemException(Problem.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = bytesMax;
        using var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 4096, bytesMax));
        await CopyAsync(context, body, timeMax).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type)
                ?? throw new ProblemException(Problem.Malformed("body", "is null"));
        }
        catch (JsonException e)
        {
            throw new ProblemException(Problem.Malformed(FieldOf(e), "is not what is expected there"));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in a text.
            throw new ProblemException(Problem.Malformed("body", "has text that is not Unicode"));
        }
    }

    private static async Task CopyAsync(HttpContext context, MemoryStream body, TimeSpan timeMax)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(timeMax);
        try
        {
            await context.Request.Body.CopyToAsync(body, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(Problem.OfStatus(StatusCodes.Status408RequestTimeout));
        }
    }

    /// <summary><c>$.decision.side</c> is <c>decision.side</c>.</summary>
    private static string FieldOf(JsonException e)
    {
        string path = e.Path is { Length: > 2 and < 200 } known ? known[2..] : "body";
        return path.Any(char.IsControl) ? "body" : path;
    }
}
