using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories.Fuzzy;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>
/// The signals of a session as one portfolio: weights proportional to side × strength, their absolute values adding up
/// to 1, and how much the positions move together. Made of what was known at the close; outcomes are not read.
/// </summary>
/// <remarks>
/// <para>
/// Returns are those of the closes over the last <see cref="ReturnRows"/> sessions; a symbol without a bar in one of
/// them has none, and takes part in the weights only.
/// </para>
/// <para>
/// <c>correlation</c>: of a symbol's returns with the portfolio's. <c>average_correlation</c>: mean over all pairs of
/// positions. <c>diversification_ratio</c>: weighted sum of volatilities over the volatility of the portfolio, 1 where
/// all move as one (Choueifaty and Coignard 2008; absolute weights, so that it is above 1 also for shorts). Null where
/// there are fewer than two positions with returns, or where nothing moves.
/// </para>
/// </remarks>
public sealed class IntegratePortfolio : Step
{
    internal const int ReturnRows = 60;

    public override string Name => "integrate_portfolio";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Portfolio;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (string key in upstream.Of(StoryDatasets.Signals))
        {
            DateOnly day = StorySessions.Parse(key);
            yield return new Partition(key,
                [new Read(StoryDatasets.Signals, key), .. SessionBars.Days(BeforeCloses(day), day)],
                new Scope(null, day, day));
        }
    }

    public override void Run(Work work)
    {
        if (work.Rows(StoryDatasets.Signals) is not [var signals]) return;
        RecordBatch rows = signals.Rows;
        double[] weights = Weights(rows);
        Dictionary<string, double[]> returns = Returns(work);
        double[]?[] own = [.. Enumerable.Range(0, rows.Length)
            .Select(row => returns.GetValueOrDefault(rows["symbol"].Text(row)!))];
        CoMovement together = CoMovement.Of(weights, own);
        (double gross, double net) = (weights.Sum(Math.Abs), weights.Sum());
        using var builder = new BatchBuilder(Output.Schema);
        for (int row = 0; row < rows.Length; row++)
        {
            builder.AppendAt(rows, row);
            builder["weight"].Append(weights[row]);
            builder["correlation"].AppendMaybe(together.CorrelationOf(own[row]));
            builder["gross_exposure"].Append(gross);
            builder["net_exposure"].Append(net);
            builder["average_correlation"].AppendMaybe(together.AverageCorrelation);
            builder["diversification_ratio"].AppendMaybe(together.DiversificationRatio);
            builder["positions"].Append(weights.Count(w => w != 0));
        }

        work.Write(builder.Build());
    }

    private static double[] Weights(RecordBatch signals)
    {
        ReadOnlySpan<sbyte> sides = signals["side"].Values<sbyte>();
        ReadOnlySpan<float> strengths = signals["strength"].Values<float>();
        double[] weights = new double[signals.Length];
        for (int row = 0; row < weights.Length; row++) weights[row] = sides[row] * (double)strengths[row];
        double all = weights.Sum(Math.Abs);
        if (all > 0)
            for (int row = 0; row < weights.Length; row++) weights[row] /= all;
        return weights;
    }

    /// <summary>The session before those whose closes the returns are made of.</summary>
    private static DateOnly BeforeCloses(DateOnly day)
    {
        for (int i = 0; i < ReturnRows + 1; i++) day = TradingCalendar.Nyse.Previous(day);
        return day;
    }

    /// <summary>Returns of the symbols that have a positive close in every session.</summary>
    private static Dictionary<string, double[]> Returns(Work work)
    {
        var closes = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        foreach (ReadRows read in work.Rows(MarketDatasets.Daily))
        {
            ReadOnlySpan<double> values = read.Rows["close"].Values<double>();
            for (int row = 0; row < values.Length; row++)
            {
                string symbol = read.Rows["symbol"].Text(row)!;
                if (!closes.TryGetValue(symbol, out List<double>? own)) closes.Add(symbol, own = []);
                own.Add(values[row]);
            }
        }

        return closes.Where(c => c.Value.Count == ReturnRows + 1 && c.Value.All(close => close > 0))
            .ToDictionary(c => c.Key, c => c.Value.Zip(c.Value.Skip(1), (was, now) => (now / was) - 1).ToArray(),
                StringComparer.Ordinal);
    }
}
