using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Stories.Fuzzy;

/// <summary>
/// Rows of several partitions symbol by symbol: for every symbol of the last partition its rows there (its own), after
/// the last of its rows in those before. Columns gathered this way are one run of time a symbol.
/// </summary>
internal sealed class SymbolRows
{
    private readonly IReadOnlyList<RecordBatch> _sources;
    private readonly List<Run> _runs = [];
    private readonly List<byte[]> _names = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<Part> _parts = [];
    private int _last = -1;

    /// <param name="sources">In the order of time; a symbol's rows of one lie in the order of time, in the last
    /// together. Borrowed for as long as columns are gathered.</param>
    /// <param name="before">Most rows of a symbol before its own.</param>
    public SymbolRows(IReadOnlyList<RecordBatch> sources, int before = int.MaxValue)
    {
        _sources = sources;
        if (sources.Count == 0) return;
        Scan(sources.Count - 1, AddOwn);
        Span<int> earlier = new int[_parts.Count];
        for (int source = sources.Count - 2; source >= 0; source--)
        {
            int mark = _runs.Count;
            Scan(source, (run, name) =>
            {
                if (Find(name) is >= 0 and int symbol) _runs.Add(run with { Symbol = symbol });
            });
            TakeLast(CollectionsMarshal.AsSpan(_runs)[mark..], earlier, before);
        }

        int start = 0;
        for (int symbol = 0; symbol < _parts.Count; symbol++)
        {
            _parts[symbol] = _parts[symbol] with { Start = start, Before = earlier[symbol] };
            start = _parts[symbol].End;
        }

        Length = start;
    }

    private delegate void Found(Run run, ReadOnlySpan<byte> name);

    /// <summary>A symbol each, in the order of the last partition.</summary>
    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>Rows of a gathered column.</summary>
    public int Length { get; }

    /// <summary>All rows of a column, symbol by symbol; what is null is NaN.</summary>
    public T[] Gather<T>(string column)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] gathered = GC.AllocateUninitializedArray<T>(Length);
        ReadOnlySpan<T> values = default;
        Column? from = null;
        int source = -1;
        foreach (Run run in _runs)
        {
            if (run.Rows == 0) continue;
            if (run.Source != source)
            {
                from = _sources[source = run.Source][column];
                values = from.Values<T>();
            }

            Part part = _parts[run.Symbol];
            Span<T> to = gathered.AsSpan(part.Start + part.Before - run.Back, run.Rows);
            values.Slice(run.Row, run.Rows).CopyTo(to);
            if (from!.NullCount == 0) continue;
            for (int row = 0; row < to.Length; row++)
                if (from.IsNull(run.Row + row)) to[row] = T.NaN;
        }

        return gathered;
    }

    private void AddOwn(Run run, ReadOnlySpan<byte> name)
    {
        if (!_byName.TryAdd(Encoding.UTF8.GetString(name), _parts.Count))
            throw new BugException($"Rows of {Encoding.UTF8.GetString(name)} do not lie together.");
        _runs.Add(run with { Symbol = _parts.Count, Back = 0 });
        _names.Add(name.ToArray());
        _parts.Add(new Part(0, 0, run.Row, run.Rows));
    }

    /// <summary>Finds the runs of rows of one symbol.</summary>
    private void Scan(int source, Found found)
    {
        Column symbols = _sources[source]["symbol"];
        if (symbols.Length == 0) return;
        ReadOnlySpan<int> offsets = symbols.Offsets;
        ReadOnlySpan<byte> text = symbols.Buffers[2]!.Span<byte>();
        int first = 0;
        ReadOnlySpan<byte> name = text[offsets[0]..offsets[1]];
        for (int row = 1; row <= symbols.Length; row++)
        {
            if (row < symbols.Length && text[offsets[row]..offsets[row + 1]].SequenceEqual(name)) continue;
            found(new Run(source, first, row - first, -1, 0), name);
            if (row < symbols.Length) name = text[offsets[first = row]..offsets[row + 1]];
        }
    }

    /// <summary>Symbols mostly come in the order of the last partition: the next one is tried first.</summary>
    private int Find(ReadOnlySpan<byte> name)
    {
        int next = _last + 1 < _names.Count ? _last + 1 : 0;
        if (next < _names.Count && name.SequenceEqual(_names[next])) return _last = next;
        return _byName.TryGetValue(Encoding.UTF8.GetString(name), out int symbol) ? _last = symbol : -1;
    }

    /// <summary>Of one source's runs, latest first, as many rows as a symbol may still have.</summary>
    private static void TakeLast(Span<Run> runs, Span<int> earlier, int before)
    {
        for (int i = runs.Length - 1; i >= 0; i--)
        {
            Run run = runs[i];
            ref int have = ref earlier[run.Symbol];
            int rows = Math.Min(run.Rows, before - have);
            have += rows;
            runs[i] = run with { Row = run.Row + run.Rows - rows, Rows = rows, Back = have };
        }
    }

    /// <param name="Back">Rows from its first to the symbol's own first.</param>
    private readonly record struct Run(int Source, int Row, int Rows, int Symbol, int Back);
}

/// <summary>A symbol's place in gathered columns.</summary>
/// <param name="Before">Rows before its own.</param>
/// <param name="Row">Of the last partition: where its own rows begin.</param>
/// <param name="Rows">Its own.</param>
internal readonly record struct Part(int Start, int Before, int Row, int Rows)
{
    public int Length => Before + Rows;

    public int End => Start + Length;
}
