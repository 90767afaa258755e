using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Patterns;

namespace Tauric.Pipelines.Stories.Fuzzy;

/// <summary>
/// What a row amounts to: dominant states, the best pattern, the regimes, and how clear all of it is.
/// </summary>
/// <remarks>
/// <para>
/// The degree of a state is the mean over the variables it is made of; the state with the highest degree dominates, of
/// equals the one nearest the middle, then the lower. −1 and null while any of them is not known.
/// </para>
/// <para>
/// The pattern is the one with the highest score among those that reach their threshold, without <c>_pattern</c> and
/// with spaces; none is the empty text with score 0.
/// </para>
/// <para>
/// Regimes hold on: of the degrees summed over a symbol's last <see cref="RegimeRows"/> rows, up above neutral and
/// down is <c>bull</c>, down above the others <c>bear</c>, else <c>neutral</c>; of volatility the two upper states
/// above the others is <c>high</c>, the two lower <c>low</c>, else <c>medium</c>. So no regime is made of one row.
/// </para>
/// <para><c>fuzzy_confidence</c> is the mean of the five dominant degrees, 0 for one not known.</para>
/// </remarks>
public sealed class FuzzyOutput(StoriesOptions options) : Step
{
    internal const int RegimeRows = 3;

    private readonly Dataset _patterns = FuzzyPatterns.DatasetOf(options);
    private readonly IReadOnlyList<Pattern> _known = options.AllPatterns;

    public override string Name => "fuzzy_output";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Output;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [.. _known.Select(p => new KeyValuePair<string, string>(p.Name, $"{p.Threshold:R}"))];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (StorySession session in StorySessions.Of(options, upstream).From())
        {
            int before = session.Frequency == StoryDatasets.Minute ? FuzzySets.MinutesBefore : FuzzySets.DaysBefore;
            yield return new Partition(session.Key,
                [.. session.KeysFrom(before).Select(key => new Read(FuzzySets.Sets, key)),
                    new Read(_patterns, session.Key)],
                session.Scope);
        }
    }

    public override void Run(Work work)
    {
        RecordBatch[] sets = [.. work.Rows(FuzzySets.Sets).Select(r => r.Rows)];
        if (sets.Length == 0 || work.Rows(_patterns) is not [var scores]) return;
        var rows = new SymbolRows(sets, RegimeRows - 1);
        using var confidence = new NumberColumn<float>(sets[^1].Length);
        var columns = new List<Column>();
        foreach (OutputVariable variable in OutputVariable.All)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            columns.AddRange(Dominant(rows, Degrees(rows, variable.Columns, variable.Of.Count), confidence.Values));
        }

        columns.AddRange(Seen(scores.Rows));
        columns.Add(Regimes(rows, Degrees(rows, OutputVariable.Trend.Columns, 1), ["bear", "neutral", "bull"]));
        columns.Add(Regimes(rows, Degrees(rows, OutputVariable.Levels, 1), ["low", "medium", "high"]));
        columns.Add(confidence.Build());
        work.Write(FuzzyRows.Of(Output, sets[^1], columns));
    }

    /// <summary>A column a state, symbol by symbol: the sum of those it is made of, NaN where one is.</summary>
    /// <param name="variables">What the sums are divided by.</param>
    private static float[][] Degrees(SymbolRows rows, IReadOnlyList<IReadOnlyList<string>> states, int variables)
    {
        return [.. states.Select(Sum)];

        float[] Sum(IReadOnlyList<string> columns)
        {
            float[] sum = rows.Gather<float>(columns[0]);
            foreach (string column in columns.Skip(1))
            {
                float[] more = rows.Gather<float>(column);
                for (int row = 0; row < sum.Length; row++) sum[row] += more[row];
            }

            for (int row = 0; row < sum.Length; row++) sum[row] /= variables;
            return sum;
        }
    }

    /// <summary>State and degree of every row of its own; adds the share of a clear one to the confidence.</summary>
    private static Column[] Dominant(SymbolRows rows, float[][] degrees, Span<float> confidence)
    {
        using var states = new ColumnBuilder(ArrowType.Int8);
        using var highest = new NumberColumn<float>(confidence.Length);
        sbyte[] best = new sbyte[confidence.Length];
        foreach (Part part in rows.Parts)
        {
            Span<float> high = highest.Values.Slice(part.Row, part.Rows);
            high.Fill(-1);
            Span<sbyte> state = best.AsSpan(part.Row, part.Rows);
            foreach (int k in FromMiddle(degrees.Length))
                Raise(degrees[k].AsSpan(part.Start + part.Before, part.Rows), (sbyte)k, high, state);
            Span<float> sure = confidence.Slice(part.Row, part.Rows);
            for (int row = 0; row < high.Length; row++)
            {
                if (float.IsNaN(high[row])) state[row] = -1;
                else sure[row] += high[row] / OutputVariable.All.Count;
            }
        }

        states.Append<sbyte>(best);
        return [states.Build(), highest.Build()];
    }

    /// <summary>States in the order in which they win among equals.</summary>
    private static IEnumerable<int> FromMiddle(int states) =>
        Enumerable.Range(0, states).OrderBy(k => Math.Abs((2 * k) - states + 1));

    /// <summary>Takes the state where its degree is above the highest so far; NaN, which all states are, too.</summary>
    private static void Raise(ReadOnlySpan<float> degrees, sbyte state, Span<float> highest, Span<sbyte> best)
    {
        for (int row = 0; row < degrees.Length; row++)
        {
            if (degrees[row] <= highest[row]) continue;
            highest[row] = degrees[row];
            best[row] = state;
        }
    }

    private Column[] Seen(RecordBatch scores)
    {
        float[] thresholds = [.. _known.Select(p => (float)p.Threshold)];
        byte[][] names = [.. _known.Select(p => Encoding.UTF8.GetBytes(NameOf(p)))];
        using var patterns = new ColumnBuilder(ArrowType.Utf8);
        using var best = new NumberColumn<float>(scores.Length);
        Span<float> highest = best.Values;
        int[] seen = new int[scores.Length];
        for (int p = 0; p < names.Length; p++)
        {
            Column column = scores[_known[p].Name];
            ReadOnlySpan<float> values = column.Values<float>();
            for (int row = 0; row < values.Length; row++)
            {
                if (values[row] < thresholds[p] || values[row] <= highest[row] || column.IsNull(row)) continue;
                highest[row] = values[row];
                seen[row] = p + 1;
            }
        }

        foreach (int p in seen) patterns.AppendBytes(p == 0 ? [] : names[p - 1]);
        return [patterns.Build(), best.Build()];
    }

    /// <summary>The word of the group whose degrees over the last rows are above the others'; of none, the middle.
    /// </summary>
    /// <param name="degrees">Low, middle, high.</param>
    private static Column Regimes(SymbolRows rows, float[][] degrees, string[] words)
    {
        byte[][] names = [.. words.Select(Encoding.UTF8.GetBytes)];
        using var regimes = new ColumnBuilder(ArrowType.Utf8);
        foreach (Part part in rows.Parts)
        {
            for (int at = part.Start + part.Before; at < part.End; at++)
            {
                int first = Math.Max(part.Start, at - RegimeRows + 1);
                float low = Sum(degrees[0], first, at), middle = Sum(degrees[1], first, at);
                float high = Sum(degrees[2], first, at);
                regimes.AppendBytes(names[high > middle && high > low ? 2 : low > middle && low > high ? 0 : 1]);
            }
        }

        return regimes.Build();
    }

    /// <summary>From a row to another; those not known do not count.</summary>
    private static float Sum(float[] degrees, int first, int last)
    {
        float sum = 0;
        for (int at = first; at <= last; at++)
            if (!float.IsNaN(degrees[at])) sum += degrees[at];
        return sum;
    }

    private static string NameOf(Pattern pattern) =>
        (pattern.Name.EndsWith("_pattern", StringComparison.Ordinal) ? pattern.Name[..^8] : pattern.Name)
            .Replace('_', ' ');
}
