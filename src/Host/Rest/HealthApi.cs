using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tauric.Adapters.Log;

namespace Tauric.Host.Rest;

/// <summary>What needs no key: is the process up, can it store, what does it offer.</summary>
internal static class HealthApi
{
    private static readonly byte[] s_document = Document();

    public static void Map(IEndpointRouteBuilder routes, RecordLog log)
    {
        routes.MapGet("/health", context => WriteAsync(context, """{"status":"up"}"""u8.ToArray()));
        routes.MapGet("/ready", context => log.Broken is null
            ? WriteAsync(context, """{"status":"ready"}"""u8.ToArray())
            : Problem.Unavailable("The decision log cannot be written; it must be opened anew.").WriteAsync(context));
        routes.MapGet("/openapi/v1.json", context => WriteAsync(context, s_document));
    }

    internal static byte[] Document()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static async Task WriteAsync(HttpContext context, byte[] json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.BodyWriter.WriteAsync(json).ConfigureAwait(false);
    }
}
