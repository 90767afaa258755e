using System.Text;
using System.Text.Json;
using Tauric.Engine.Dataflow;

namespace Tauric.Engine.Tests.Dataflow;

public sealed class RunEventsTests
{
    [Fact]
    public void A_line_says_when_how_grave_and_what()
    {
        List<string> told = [];
        var events = new RunEvents(TimeProvider.System, told.Add);
        events.Info("planned", json => json.WriteNumber("partitions", 3));
        events.Fail(new PartitionException("step", "data/key", new UsageException("two\nlines \u001b[31m")));
        Assert.Equal(told, Lines(events));
        JsonElement planned = JsonDocument.Parse(told[0]).RootElement, failed = JsonDocument.Parse(told[1]).RootElement;
        Assert.Equal(["time", "level", "event", "partitions"], planned.EnumerateObject().Select(p => p.Name));
        Assert.InRange(planned.GetProperty("time").GetDateTimeOffset(), DateTimeOffset.UnixEpoch,
            TimeProvider.System.GetUtcNow());
        Assert.Equal(["error", "failed", "step", "data/key", "UsageException"],
            ((string[])["level", "event", "step", "partition", "kind"]).Select(p => failed.GetProperty(p).GetString()));
        Assert.Contains("two\nlines", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(told, line => line.Any(char.IsControl));
    }

    [Fact]
    public void A_full_log_says_how_much_it_lacks_and_still_has_what_matters()
    {
        const int details = 12_000;
        int told = 0;
        string key = new('k', 400);
        var events = new RunEvents(TimeProvider.System, _ => told++);
        for (int i = 0; i < details; i++) events.Detail("computed", json => json.WriteString("partition", key));
        events.Warn("absent", json => json.WriteString("what", "XYZ"));
        events.Fail(new IOException(new string('x', 100_000)));
        events.Close();
        string[] lines = Lines(events);
        Assert.InRange(events.Kept.Length, RunEvents.BytesMax, RunEvents.BytesMax + 10_000);
        Assert.Equal(["absent", "failed", "left_out"], lines[^3..].Select(EventOf));
        int leftOut = JsonDocument.Parse(lines[^1]).RootElement.GetProperty("events").GetInt32();
        Assert.Equal(details, leftOut + lines.Count(line => EventOf(line) == "computed"));
        Assert.Equal(details + 3, told);
    }

    private static string[] Lines(RunEvents events) =>
        Encoding.UTF8.GetString(events.Kept).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string? EventOf(string line) =>
        JsonDocument.Parse(line).RootElement.GetProperty("event").GetString();
}
