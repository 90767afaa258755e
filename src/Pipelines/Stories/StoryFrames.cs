using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Pipelines.Stories;

/// <summary>
/// Frames of stories as of one version. Symbols, days and columns decide what is read: nothing else is loaded.
/// </summary>
internal sealed class StoryFrames
{
    public const string Time = "event_time";

    private const int NamesMax = 20;

    private static readonly char[] s_wild = ['*', '?', '[', ']'];

    private readonly IFrameStore _frames;
    private readonly AsOf? _version;

    public StoryFrames(IFrameStore frames, AsOf? asOf)
    {
        _frames = frames;
        _version = frames.Resolve(asOf) is > 0 and var number ? AsOf.Version(number) : null;
    }

    /// <exception cref="UsageException">There is no such frame, or it has no such column.</exception>
    public RecordBatch One(string library, string symbol, TimeRange range, IReadOnlyList<string>? columns = null) =>
        Find(library, symbol, range, columns) ?? throw NoSymbol(library, symbol);

    /// <summary>Null when there is no such frame.</summary>
    public RecordBatch? Find(string library, string symbol, TimeRange range, IReadOnlyList<string>? columns = null)
    {
        if (symbol.IndexOfAny(s_wild) >= 0) throw new UsageException(
            $"'{symbol}' is no symbol. This question is about one, like AAPL.");
        return Read(library, symbol, range, columns).Select(frame => frame.Value).FirstOrDefault();
    }

    /// <summary>Columns of a frame, without reading a row.</summary>
    public Schema SchemaOf(string library, string symbol)
    {
        using RecordBatch none = One(library, symbol, new TimeRange(long.MaxValue, long.MinValue));
        return none.Schema;
    }

    /// <summary>Rows by symbol, in ordinal order; the caller disposes them.</summary>
    /// <param name="symbols">Names or patterns with commas between.</param>
    /// <exception cref="UsageException">One of them names nothing.</exception>
    public SortedDictionary<string, RecordBatch> All(
        string library, string symbols, TimeRange range, IReadOnlyList<string>? columns)
    {
        if (library.Contains('/') || library.IndexOfAny(s_wild) >= 0)
            throw new UsageException($"'{library}' is no library. One is like prices_daily.");
        var found = new SortedDictionary<string, RecordBatch>(StringComparer.Ordinal);
        try
        {
            foreach (string pattern in symbols.Split(',', StringSplitOptions.TrimEntries))
            {
                bool isThere = false;
                foreach ((string path, RecordBatch rows) in Read(library, pattern, range, columns))
                {
                    isThere = true;
                    if (!found.TryAdd(SymbolOf(path), rows)) rows.Dispose();
                }

                if (!isThere) throw NoSymbol(library, pattern);
            }

            return found;
        }
        catch
        {
            foreach (RecordBatch rows in found.Values) rows.Dispose();
            throw;
        }
    }

    /// <summary>Says which there are.</summary>
    public UsageException NoSymbol(string library, string symbol)
    {
        string[] there = [.. _frames.List($"{library}/*").Select(SymbolOf)];
        if (there.Length == 0) return new UsageException(
            $"There is no library '{library}' of frames here yet. Run first: tauric run stories");
        string more = there.Length > NamesMax ? $" and {there.Length - NamesMax} more" : "";
        return new UsageException($"{library} has no symbol '{symbol}'. It has "
            + $"{string.Join(", ", there.Take(NamesMax))}{more}; * stands for any text, ? for a character.");
    }

    private IEnumerable<KeyValuePair<string, RecordBatch>> Read(
        string library, string symbols, TimeRange range, IReadOnlyList<string>? columns) =>
        _frames.ReadAll($"{library}/{symbols}", new FrameQuery { AsOf = _version, Range = range, Columns = columns });

    private static string SymbolOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
