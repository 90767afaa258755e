using System.Text;
using Tauric.Adapters.Log;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Log;

public sealed class LogPayloadsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Closed_segments_are_payloads_of_a_line_a_record_and_the_open_one_is_not()
    {
        var payloads = new LogPayloads(_folder.Path, "decisions",
            record => Encoding.UTF8.GetBytes($"{record.Sequence} {Encoding.UTF8.GetString(record.Payload)}"));
        Assert.Empty(payloads.List());
        using (var log = new RecordLog(_folder.Path, new LogOptions { SegmentBytesMax = 200 }, new SteppedClock()))
        {
            for (int i = 0; i < 20; i++) await log.AppendAsync(Encoding.UTF8.GetBytes($"{{\"n\":{i}}}"));
            Assert.NotEmpty(payloads.List());
            Assert.True(Lines(payloads).Length < 20);
        }

        string[] lines = Lines(payloads);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i} {{\"n\":{i}}}"), lines);
        Assert.Equal("decisions/log-00000000000000000000/2026-03-05.jsonl", payloads.List()[0].Key);
    }

    private static string[] Lines(IPayloadSource payloads) => [.. payloads.List().SelectMany(p =>
        Encoding.UTF8.GetString(payloads.Load(p.Key)).Split('\n', StringSplitOptions.RemoveEmptyEntries))];
}
