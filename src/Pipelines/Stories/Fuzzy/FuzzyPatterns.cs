using System.Globalization;
using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Fuzzy;
using Tauric.Kernels.Indicators;
using Tauric.Kernels.Patterns;

namespace Tauric.Pipelines.Stories.Fuzzy;

/// <summary>
/// How well the last bars fit the six named patterns and the user's. Null until there is a whole window of bars.
/// </summary>
/// <remarks>
/// A price moves in units of ATR(20), volume and momentum (RSI) in deviations of the rolling window's rows before.
/// A pattern of three segments covers <see cref="StoriesOptions.PatternWindow"/> bars.
/// </remarks>
public sealed class FuzzyPatterns : Step
{
    private const int SegmentCount = 3;

    private static readonly IndicatorSet s_moving = new(
    [
        new("atr_20", new Atr(20), "What a price moves in a bar."),
        new("rsi_14", new Rsi(14), "Momentum."),
    ]);

    private readonly StoriesOptions _options;
    private readonly RollingCalibration _calibration;

    /// <exception cref="Engine.PlanException">Two patterns of one name, or one of a series there is not.</exception>
    public FuzzyPatterns(StoriesOptions options)
    {
        _options = options;
        _calibration = new RollingCalibration(options.RollingWindow);
        Patterns = options.AllPatterns;
        Output = DatasetOf(options);
        PatternMatcher matcher = Matcher();
        if (matcher.Series.Except(Series).FirstOrDefault() is not { } unknown) return;
        string user = Patterns.First(p => p.Tracks.Any(t => t.Series == unknown)).Name;
        throw new Engine.PlanException(
            $"Pattern '{user}' is about '{unknown}'; patterns are about {string.Join(", ", Series)}.");
    }

    /// <summary>What patterns may be about.</summary>
    public static IReadOnlyList<string> Series { get; } =
        [NamedPatterns.Price, NamedPatterns.Volume, NamedPatterns.Momentum];

    public override string Name => "fuzzy_patterns";

    public override int Version => 1;

    public override Dataset Output { get; }

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("pattern_window", _options.PatternWindow.ToString(CultureInfo.InvariantCulture)),
        new("rolling_window", _options.RollingWindow.ToString(CultureInfo.InvariantCulture)),
        .. Patterns.Select(p => new KeyValuePair<string, string>(p.Name, Text(p))),
    ];

    private IReadOnlyList<Pattern> Patterns { get; }

    /// <summary>Scores under the names of the patterns.</summary>
    public static Dataset DatasetOf(StoriesOptions options) =>
        StoryDatasets.Patterns(options.AllPatterns.Select(p => p.Name));

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        StorySessions.Of(_options, upstream).From()
            .Select(session => new Partition(session.Key, [.. SessionBars.Reads(session)], session.Scope));

    public override void Run(Work work)
    {
        using SessionBars bars = SessionBars.Of(work);
        PatternMatcher matcher = Matcher();
        int lag = Patterns.Max(matcher.Warmup);
        (double[] Values, double[] Scales)[] series = [.. matcher.Series.Select(Moving(bars, lag))];
        double[] start = new double[matcher.StateLength];
        matcher.Save(start);
        var scores = new NumberColumn<float>[Patterns.Count];
        for (int c = 0; c < scores.Length; c++) scores[c] = new NumberColumn<float>(bars.Own.Length);
        int longest = bars.Parts.Max(part => (int?)part.Rows + lag) ?? 0;
        double[] input = new double[2 * series.Length * longest], found = new double[scores.Length * longest];
        foreach (Part part in bars.Parts)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            int past = Math.Min(lag, part.Before), rows = past + part.Rows, from = part.End - rows;
            Span<double> columns = input.AsSpan(0, 2 * series.Length * rows);
            Span<double> seen = found.AsSpan(0, scores.Length * rows);
            for (int s = 0; s < series.Length; s++)
            {
                series[s].Values.AsSpan(from, rows).CopyTo(columns[(2 * s * rows)..]);
                series[s].Scales.AsSpan(from, rows).CopyTo(columns[((2 * s * rows) + rows)..]);
            }

            matcher.Restore(start);
            matcher.Match(columns, seen);
            for (int p = 0; p < scores.Length; p++)
                FuzzyRows.Narrow(seen.Slice((p * rows) + past, part.Rows), scores[p].Values[part.Row..]);
        }

        work.Write(FuzzyRows.Of(Output, bars.Own, scores));
    }

    private PatternMatcher Matcher()
    {
        int stride = (_options.PatternWindow - 1) / SegmentCount;
        return new PatternMatcher(
            Patterns, new Segments(_options.PatternWindow - ((SegmentCount - 1) * stride), stride));
    }

    /// <summary>Values of a series, and what they are measured in.</summary>
    /// <param name="lag">Rows before a row that its scores look at.</param>
    private Func<string, (double[] Values, double[] Scales)> Moving(SessionBars bars, int lag)
    {
        double[][] moving = bars.Compute(s_moving);
        return series => series switch
        {
            NamedPatterns.Price => (bars.Gather("close"), moving[0]),
            NamedPatterns.Volume => Usual(bars.Gather("volume")),
            _ => Usual(moving[1]),
        };

        (double[] Values, double[] Scales) Usual(double[] values)
        {
            double[] means = new double[values.Length], deviations = new double[values.Length];
            foreach (Part part in bars.Parts)
            {
                // Only the deviations a score looks at.
                int before = Math.Min(part.Before, _options.RollingWindow + lag);
                Range rows = (part.End - part.Rows - before)..part.End;
                _calibration.Moments(_calibration.Start(), values.AsSpan(rows), means.AsSpan(rows),
                    deviations.AsSpan(rows));
            }

            return (values, deviations);
        }
    }

    private static string Text(Pattern pattern)
    {
        var text = new StringBuilder(pattern.Norm.ToString());
        foreach (Track track in pattern.Tracks)
            text.Append("; ").Append(track.Series).Append(": ").AppendJoin(", ", track.Movements);
        return text.Append(CultureInfo.InvariantCulture, $"; {pattern.Threshold:R}").ToString();
    }
}
