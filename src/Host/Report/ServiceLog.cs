namespace Tauric.Host.Report;

/// <summary>What a service says of itself: sentences, or for programs a JSON object a line on stderr.</summary>
internal sealed class ServiceLog(Terminal terminal, bool isJson)
{
    /// <param name="name">Of the event, for programs.</param>
    public void Info(string name, string message) => Write(terminal.Out, "info", name, message);

    public void Error(string name, string message) => Write(terminal.Error, "error", name, message);

    private void Write(TextWriter words, string level, string name, string message)
    {
        if (!isJson) words.WriteLine(message);
        else terminal.Error.WriteLine(JsonLine.Of(json =>
        {
            json.WriteString("time", terminal.Clock.GetUtcNow().UtcDateTime);
            json.WriteString("level", level);
            json.WriteString("event", name);
            json.WriteString("message", message);
        }));
    }
}
