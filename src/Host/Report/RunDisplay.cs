using Spectre.Console;
using Tauric.Engine.Dataflow;

namespace Tauric.Host.Report;

/// <summary>Shows a run while it goes on: a live table on a terminal, a line now and then where it is piped.</summary>
internal abstract class RunDisplay(Terminal terminal, long memoryBytesMax)
{
    private readonly StageMeter _meter = new(terminal.Clock);
    private long? _shownAt;

    protected abstract TimeSpan Interval { get; }

    public static RunDisplay For(Terminal terminal, TextWriter output, long memoryBytesMax) =>
        terminal.IsTerminal(output)
            ? new LiveTable(terminal, output, memoryBytesMax)
            : new Lines(terminal, output, memoryBytesMax);

    /// <summary>Runs with a progress callback that may be called as often as the run likes.</summary>
    public abstract RunReport Show(Func<Action<RunReport>, RunReport> run);

    /// <param name="asked">What was asked of a model, in words; empty for nothing.</param>
    protected abstract void Draw(IReadOnlyList<Stage> stages, string asked);

    protected void Update(RunReport report)
    {
        List<Stage> stages = _meter.Observe(report);
        if (_shownAt is { } at && terminal.Clock.GetElapsedTime(at) < Interval) return;
        _shownAt = terminal.Clock.GetTimestamp();
        Draw(stages, report.Asked is { Requests: > 0 } asked ? RunSummary.Asked(asked) : "");
    }

    protected string Memory() =>
        $"memory {Amount.Bytes(Environment.WorkingSet)}, peak {Amount.Bytes(PeakMemory.Bytes())}, "
        + $"{Amount.Bytes(memoryBytesMax)} for data";

    private sealed class LiveTable(Terminal terminal, TextWriter output, long memoryBytesMax)
        : RunDisplay(terminal, memoryBytesMax)
    {
        private readonly Table _table = new Table { Border = TableBorder.None }
            .AddColumns("stage", "partitions", "rows", "speed", "rejected", "remaining");
        private readonly Terminal _terminal = terminal;
        private LiveDisplayContext? _live;

        protected override TimeSpan Interval => TimeSpan.FromMilliseconds(200);

        public override RunReport Show(Func<Action<RunReport>, RunReport> run) =>
            _terminal.Rich(output).Live(_table).AutoClear(true).Start(live =>
            {
                _live = live;
                return run(Update);
            });

        protected override void Draw(IReadOnlyList<Stage> stages, string asked)
        {
            _table.Rows.Clear();
            foreach (Stage s in stages)
                _table.AddRow(new[]
                {
                    s.Count.Dataset, s.Progress, Amount.Count(s.Count.Rows), s.Rate, Amount.Count(s.Count.Rejected),
                    s.IsFinished ? "done" : s.Remaining,
                }.Select(cell => new Text(cell)));
            _table.Caption = new TableTitle(asked.Length > 0 ? $"{asked}\n{Memory()}" : Memory());
            _live!.Refresh();
        }
    }

    private sealed class Lines(Terminal terminal, TextWriter output, long memoryBytesMax)
        : RunDisplay(terminal, memoryBytesMax)
    {
        protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

        public override RunReport Show(Func<Action<RunReport>, RunReport> run) => run(Update);

        protected override void Draw(IReadOnlyList<Stage> stages, string asked)
        {
            if (output == TextWriter.Null) return;
            IEnumerable<string> going = stages.Where(s => s.Count.Done > 0 && !s.IsFinished).Select(Words);
            output.WriteLine(string.Join("; ", going.Append(asked).Append(Memory()).Where(t => t.Length > 0)));
        }

        private static string Words(Stage s) =>
            string.Join(' ', new[] { s.Count.Dataset, s.Progress, s.Rate, s.Remaining }.Where(t => t.Length > 0));
    }
}
