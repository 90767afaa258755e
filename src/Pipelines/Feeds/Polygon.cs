using System.Text.Json;

namespace Tauric.Pipelines.Feeds;

/// <summary>What all answers of the Polygon API share.</summary>
internal static class Polygon
{
    /// <exception cref="RefusedException">It says that it is an error.</exception>
    public static void RequireAnswer(JsonElement root)
    {
        if (root.Text("status") is { } status && status is not ("OK" or "DELAYED"))
            throw new RefusedException("provider-error", PlainText.OneLine(root.Text("error") ?? status));
    }
}
