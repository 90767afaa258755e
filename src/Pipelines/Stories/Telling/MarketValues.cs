using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>What breadth and fear of the whole market came to by the session's close.</summary>
internal sealed class MarketValues
{
    private readonly Dictionary<string, (long Time, double Value)> _last = new(StringComparer.Ordinal);

    public MarketValues(Work work)
    {
        foreach (ReadRows read in work.Rows(MarketDatasets.Internals))
        {
            Column symbols = read.Rows["symbol"];
            for (int i = 0; i < read.Rows.Length; i++)
                _last[symbols.Text(i)!] =
                    (read.Rows["event_time"].Values<long>()[i], read.Rows["value"].Values<double>()[i]);
        }
    }

    public (long Time, double Value)? Of(string symbol) => _last.TryGetValue(symbol, out var last) ? last : null;
}
