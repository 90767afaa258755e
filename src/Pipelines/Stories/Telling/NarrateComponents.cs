using System.Globalization;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>
/// Clauses about a symbol's session by subject, in words that are drawn for the symbol and the date. A clause says what
/// its cells say, and <c>support</c> names them; a subject nothing is known about is null.
/// </summary>
/// <remarks>
/// <c>confidence_score</c> is the mean degree of the daily states told. <c>event_context</c> is null on a quiet day;
/// see <see cref="StoryScores.Completeness"/> for what that counts.
/// </remarks>
public sealed class NarrateComponents(StoriesOptions options) : Step
{
    public override string Name => "narrate_components";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Components;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
        .. options.Symbols is { } told ? [new("symbols", string.Join(',', told))]
            : Array.Empty<KeyValuePair<string, string>>(),
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (Session session in Session.Told(upstream))
        {
            Read[] reads =
            [
                new Read(StoryDatasets.Output, $"{StoryDatasets.Day}/{session.Key}"),
                new Read(StoryDatasets.Output, $"{StoryDatasets.Minute}/{session.Key}"),
                .. DayBars.Reads(session),
                .. session.Reads(MarketDatasets.News),
                .. session.Reads(MarketDatasets.Internals),
            ];
            yield return new Partition(session.Key, reads, new Scope(null, session.Day, session.Day));
        }
    }

    public override void Run(Work work)
    {
        var session = new SessionRows(work, Session.Parse(work.Key));
        var clauses = new ClauseWriter();
        using var builder = new BatchBuilder(Output.Schema);
        for (int row = 0; row < session.Daily.Count; row++)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            string symbol = Encoding.UTF8.GetString(session.Daily.Symbols.Bytes(row));
            if (options.Symbols?.Contains(symbol) == false) continue;
            session.Turn(row);
            clauses.Begin(CounterRandom.For(options.Seed, "narrative", symbol, work.Key));
            Tell(session, clauses);
            Append(builder, symbol, session, clauses);
            if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
        }

        work.Write(builder.Build());
    }

    private static void Tell(SessionRows session, ClauseWriter to)
    {
        PriceNarrative.Tell(session, to);
        VolumeNarrative.Tell(session, to);
        MomentumNarrative.Tell(session, to);
        VolatilityNarrative.Tell(session, to);
        EventNarrative.Tell(session, to);
    }

    private static void Append(BatchBuilder builder, string symbol, SessionRows session, ClauseWriter clauses)
    {
        builder[0].AppendText(symbol);
        builder[1].Append(session.Daily.Time(session.Row));
        builder[2].Append(session.Daily.KnownAt(session.Row));
        for (int i = 0; i < Subjects.Count; i++) clauses.AppendText((Subject)i, builder[3 + i]);
        builder[3 + Subjects.Count].Append(Confidence(session.Daily, session.Row));
        clauses.AppendSupport(builder[4 + Subjects.Count]);
    }

    private static float Confidence(StateRows states, int row)
    {
        double sum = 0;
        int told = 0;
        for (int variable = 0; variable < StoryDatasets.OutputVariables.Count; variable++)
        {
            if (states.Level(variable, row) < 0) continue;
            sum += states.Degree(variable, row);
            told++;
        }

        return told == 0 ? 0 : (float)(sum / told);
    }
}
