using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Rest;

/// <summary>
/// Answers that are none: problem details (RFC 9457) with an <c>errors</c> member, a field and what is wrong with it
/// each. Nothing of the request is repeated in them.
/// </summary>
internal sealed record Problem(int Status, string Title, string Detail, params IReadOnlyList<FieldProblem> Errors)
{
    public static Problem Malformed(string field, string detail) =>
        new(StatusCodes.Status400BadRequest, "Bad request", $"{field} {detail}.", new FieldProblem(field, detail));

    public static Problem Of(IReadOnlyList<FieldProblem> errors) => new(StatusCodes.Status400BadRequest, "Bad request",
        string.Join("; ", errors.Select(e => $"{e.Field} {e.Detail}")) + ".", errors);

    public static Problem TooMany(string detail) => new(StatusCodes.Status429TooManyRequests, "Too many requests",
        detail);

    public static Problem Unavailable(string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, "Not available", detail);

    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new(status, "Not authorized",
            "Send an API key: Authorization: Bearer KEY."),
        StatusCodes.Status404NotFound => new(status, "Not found",
            "There is no such path; /openapi/v1.json lists them."),
        StatusCodes.Status405MethodNotAllowed => new(status, "Method not allowed", "The path takes another method."),
        StatusCodes.Status408RequestTimeout => new(status, "Request timeout", "The request came too slowly."),
        StatusCodes.Status413PayloadTooLarge => new(status, "Content too large", "The request has too many bytes."),
        StatusCodes.Status415UnsupportedMediaType => new(status, "Unsupported media type", "Send application/json."),
        StatusCodes.Status500InternalServerError => new(status, "Internal error", "This is a bug in tauric."),
        _ => new(status, "Refused", "The request was refused."),
    };

    public async Task WriteAsync(HttpContext context)
    {
        if (context.Response.HasStarted) return;
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/problem+json";
        if (Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "1";
        if (Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        var json = new Utf8JsonWriter(context.Response.BodyWriter);
        await using (json.ConfigureAwait(false)) Write(json);
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Title);
        json.WriteNumber("status", Status);
        json.WriteString("detail", Detail);
        if (Errors.Count > 0)
        {
            json.WriteStartArray("errors");
            foreach (FieldProblem error in Errors)
            {
                json.WriteStartObject();
                json.WriteString("field", error.Field);
                json.WriteString("detail", error.Detail);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}

/// <summary>Ends a request with a problem.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem => problem;
}
