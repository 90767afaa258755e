using Tauric.Engine.Dataflow;
using Tauric.Host.Report;

namespace Tauric.Host.Tests.Report;

public sealed class RunDisplayTests
{
    [Fact]
    public void Piped_progress_is_at_most_a_line_every_two_seconds()
    {
        using var captured = new CapturedTerminal();
        var clock = new ManualClock();
        Terminal terminal = captured.Terminal with { Clock = clock };
        var report = new RunReport { RunId = "r", System = "corpus" };
        RunReport shown = RunDisplay.For(terminal, terminal.Out, 1 << 30).Show(progress =>
        {
            for (int i = 0; i < 100; i++)
            {
                progress(report);
                clock.Advance(TimeSpan.FromMilliseconds(100));
            }

            return report;
        });
        Assert.Same(report, shown);
        Assert.Equal(5, captured.Out.TrimEnd().Split('\n').Length);
    }
}
