using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Indicators;

namespace Tauric.Pipelines.Stories.Fuzzy;

/// <summary>
/// The 16 indicators of every bar of a session, each made of a bounded past (<see cref="SessionBars"/>): the on-balance
/// volume counts from where that begins.
/// </summary>
public sealed class ComputeIndicators(StoriesOptions options) : Step
{
    public override string Name => "compute_indicators";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Indicators;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        StorySessions.Of(options, upstream)
            .From(2 * FuzzySets.MinutesBefore, FuzzySets.DaysBefore + options.RollingWindow)
            .Select(session => new Partition(session.Key, [.. SessionBars.Reads(session)], session.Scope));

    public override void Run(Work work)
    {
        using SessionBars bars = SessionBars.Of(work);
        var columns = new NumberColumn<double>[IndicatorSets.Stories16.Columns.Count];
        for (int c = 0; c < columns.Length; c++) columns[c] = new NumberColumn<double>(bars.Own.Length);
        var own = new OwnRows(bars.Parts, columns);
        IndicatorSets.Stories16.Compute(bars.Bars(), ref own);
        work.Write(FuzzyRows.Of(Output, bars.Own, columns));
    }

    /// <summary>Keeps the rows of the session itself.</summary>
    private readonly struct OwnRows(IReadOnlyList<Part> parts, NumberColumn<double>[] columns) : ITileReader
    {
        public void Read(in IndicatorTile tile)
        {
            Part part = parts[tile.Instrument];
            int past = Math.Max(0, part.Before - tile.FirstRow);
            if (past >= tile.Rows) return;
            int to = part.Row + tile.FirstRow + past - part.Before;
            for (int c = 0; c < columns.Length; c++) tile[c][past..].CopyTo(columns[c].Values[to..]);
        }
    }
}
