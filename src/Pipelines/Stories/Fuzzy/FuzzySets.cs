using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Fuzzy;

namespace Tauric.Pipelines.Stories.Fuzzy;

/// <summary>
/// To which degree every variable is in each of its states, by how unusual its value is against the rows before
/// (<see cref="FuzzyVariable"/>). Null until there are as many rows as the rolling window has.
/// </summary>
/// <remarks>
/// Rows before a minute are those of its session and the one before, rows before a day those of as many sessions as
/// the window is long: a symbol that did not trade in some of them knows its states later.
/// </remarks>
public sealed class FuzzySets(StoriesOptions options) : Step
{
    /// <summary>Sessions before the first one told that regimes look back to.</summary>
    internal const int MinutesBefore = 1;
    internal const int DaysBefore = FuzzyOutput.RegimeRows - 1;

    private readonly RollingCalibration _calibration = new(options.RollingWindow);
    private readonly LinguisticVariable[] _states = [.. FuzzyVariable.All.Select(v => v.Calibrated(options))];

    public static Dataset Sets { get; } = StoryDatasets.Sets(FuzzyVariable.Columns);

    public override string Name => "fuzzy_sets";

    public override int Version => 1;

    public override Dataset Output => Sets;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("membership", options.Membership),
        new("rolling_window", options.RollingWindow.ToString(CultureInfo.InvariantCulture)),
        new("std_multiplier", options.StdMultiplier.ToString("R", CultureInfo.InvariantCulture)),
    ];

    /// <summary>Bars before a session's own that its variables of prices rest on.</summary>
    private int BarsBefore => options.RollingWindow + FuzzyVariable.OfPrices.Warmup;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        StorySessions.Of(options, upstream).From(MinutesBefore, DaysBefore)
            .Select(session => new Partition(session.Key, [.. Reads(session)], session.Scope));

    public override void Run(Work work)
    {
        using SessionBars bars = SessionBars.Of(work, BarsBefore);
        double[][] ofPrices = bars.Compute(FuzzyVariable.OfPrices);
        var indicators = new SymbolRows(
            [.. work.Rows(StoryDatasets.Indicators).Select(r => r.Rows)], options.RollingWindow);
        if (indicators.Parts.Sum(p => p.Rows) != bars.Own.Length)
            throw new BugException($"Indicators of {work.Key} are not those of its bars.");
        var prices = new Source(bars.Parts,
            name => ofPrices[FuzzyVariable.OfPrices.Columns.Index().First(c => c.Item.Name == name).Index]);
        var others = new Source(indicators.Parts, indicators.Gather<double>);
        var degrees = new NumberColumn<float>[FuzzyVariable.Columns.Count];
        for (int c = 0; c < degrees.Length; c++) degrees[c] = new NumberColumn<float>(bars.Own.Length);
        int first = 0;
        foreach ((FuzzyVariable variable, LinguisticVariable states) in FuzzyVariable.All.Zip(_states))
        {
            work.Cancelled.ThrowIfCancellationRequested();
            Fill(variable, states, variable.IsOfPrices ? prices : others,
                degrees.AsSpan(first, states.Columns.Count));
            first += states.Columns.Count;
        }

        work.Write(FuzzyRows.Of(Output, bars.Own, degrees));
    }

    private IEnumerable<Read> Reads(StorySession session)
    {
        int before = session.Frequency == StoryDatasets.Minute ? MinutesBefore : options.RollingWindow;
        return SessionBars.Reads(session, BarsBefore + 1)
            .Concat(session.KeysFrom(before).Select(key => new Read(StoryDatasets.Indicators, key)));
    }

    /// <summary>The degrees of one variable, symbol by symbol.</summary>
    private void Fill(
        FuzzyVariable variable, LinguisticVariable states, Source source, ReadOnlySpan<NumberColumn<float>> degrees)
    {
        double[] column = source.Column(variable.Column);
        double[] minus = variable.Minus is { } m ? source.Column(m) : [];
        double[] over = variable.Over is { } o ? source.Column(o) : [];
        int longest = source.Parts.Max(part => (int?)part.Length) ?? 0;
        double[] values = new double[longest], one = new double[states.States.Count * longest];
        foreach (Part part in source.Parts)
        {
            Span<double> scores = values.AsSpan(0, part.Length);
            FuzzyVariable.Evaluate(column.AsSpan(part.Start, part.Length), Of(minus, part), Of(over, part), scores);
            variable.Score(_calibration, scores, scores);
            Span<double> own = one.AsSpan(0, states.States.Count * part.Rows);
            states.Degrees(scores[part.Before..], own);
            for (int state = 0; state < degrees.Length; state++)
                FuzzyRows.Narrow(own.Slice(state * part.Rows, part.Rows), degrees[state].Values[part.Row..]);
        }

        static ReadOnlySpan<double> Of(double[] column, Part part) =>
            column.Length == 0 ? [] : column.AsSpan(part.Start, part.Length);
    }

    /// <summary>Columns symbol by symbol, by name.</summary>
    private readonly record struct Source(IReadOnlyList<Part> Parts, Func<string, double[]> Column);
}
