using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Telling;

/// <param name="Text">As the feed has it.</param>
/// <param name="Published">Its <c>event_time</c>, µs.</param>
/// <param name="KnownAt">µs.</param>
internal readonly record struct HeadlineRow(string Text, long Published, long KnownAt);

/// <summary>Headlines that became known since the close before, by the symbol they name.</summary>
internal sealed class Headlines
{
    private readonly List<(RecordBatch Rows, int Row, int Before)> _all = [];
    private readonly int[] _newest;   // By symbol, into _all.

    public Headlines(Work work, Column symbols)
    {
        _newest = new int[symbols.Length];
        Array.Fill(_newest, -1);
        foreach (ReadRows read in work.Rows(MarketDatasets.News))
        {
            var index = new SymbolIndex(symbols);
            Column names = read.Rows["symbol"];
            HasAny |= read.Rows.Length > 0;
            for (int i = 0; i < read.Rows.Length; i++)
            {
                if (index.Find(names.Bytes(i)) is not (>= 0 and int row)) continue;
                _all.Add((read.Rows, i, _newest[row]));
                _newest[row] = _all.Count - 1;
            }
        }
    }

    /// <summary>
    /// Is there news of the session, of any symbol? Then the feed was heard, and that nothing names a symbol is a fact.
    /// </summary>
    public bool HasAny { get; }

    /// <summary>Those that name a symbol, newest first.</summary>
    public IEnumerable<HeadlineRow> Of(int symbol)
    {
        for (int at = _newest[symbol]; at >= 0; at = _all[at].Before)
        {
            (RecordBatch rows, int row, _) = _all[at];
            yield return new HeadlineRow(rows["headline"].Text(row)!, rows["event_time"].Values<long>()[row],
                rows["known_at"].Values<long>()[row]);
        }
    }
}
