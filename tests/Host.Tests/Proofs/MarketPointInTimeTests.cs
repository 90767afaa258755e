using Tauric.Adapters.Sources;
using Tauric.Engine.Time;
using Tauric.Host.Sample.Market;
using Tauric.Pipelines.Tests;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Every market dataset of stories is the same up to an instant, whatever came after it.</summary>
public sealed class MarketPointInTimeTests
{
    private static readonly string[] Instants =
        ["2024-11-25T21:00:00Z", "2024-11-26T16:30:00Z", "2024-11-29T04:59:59Z"];

    [Fact]
    public void Cutting_what_was_not_public_changes_nothing_before()
    {
        string folder = Directory.CreateTempSubdirectory("tauric-sample-").FullName;
        try
        {
            MarketSample.Write(folder, MarketSampleOptions.Cut() with { Symbols = 16, Sessions = 4 });
            var payloads = new PayloadFolder(folder);
            StepResult[] whole = [.. MarketRows.Of(payloads).All];
            foreach (string instant in Instants)
            {
                Assert.True(UtcMicros.TryParse(instant, out long until));
                StepResult[] cut = [.. MarketRows.Of(new MarketTruncation(payloads, until)).All];
                Assert.All(whole.Zip(cut), both =>
                    Assert.Equal(Known(both.First, instant), Known(both.Second, instant)));
                Assert.All(cut, rows => Assert.NotEmpty(Known(rows, instant)));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // ISO times in UTC order as texts do, but for a fraction: it is of the second before.
    private static string[] Known(StepResult rows, string instant) => [.. rows.Lines.Where((_, i) =>
        string.CompareOrdinal(rows.Rows[i].Fields["known_at"][..19], instant[..19]) <= 0)];
}
