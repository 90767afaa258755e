using System.Text;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Pipelines.Decisions.Features;

/// <summary>
/// Answers <c>engineer-features</c>: the features of one decision from the market sent with it, by the code that
/// computes them for a day of decisions.
/// </summary>
/// <remarks>
/// Side, quantity, the market's symbol and daily states are not in the request, so what is made of them is null. Rows
/// are put in order of time; one no feed would take (a crossed or empty quote, no size) is left out, which lowers
/// <c>validity</c>.
/// </remarks>
public static class FeatureRequests
{
    /// <param name="request">Checked (<see cref="RequestCheck"/>).</param>
    /// <param name="statistics">By feature, the last stored; a feature without them is null where a scale is asked
    /// for.</param>
    /// <param name="importance">By feature, the last tracked.</param>
    /// <param name="correlations">The last stored.</param>
    public static FeatureEngineeringResponse Answer(
        FeatureEngineeringRequest request, IReadOnlyDictionary<string, FeatureStatistics>? statistics = null,
        IReadOnlyDictionary<string, double>? importance = null, FeatureCorrelations? correlations = null)
    {
        (SymbolTicks ticks, double validity) = Ticks(request.RawData!);
        double[] values = new double[FeatureEngine.Columns.Count];
        FeatureEngine.Compute(new FeatureInputs(Decision(request), ticks), values);
        string method = request.NormalizationMethod ?? "none";
        Scale(values, method, statistics);
        HashSet<string>? wanted = request.FeatureTypes is { Count: > 0 } types ? [.. types] : null;
        (FeatureColumn Column, double Value)[] shown = [.. FeatureEngine.Columns.Zip(values)
            .Where(feature => wanted is null || wanted.Contains(feature.First.Family))];
        return new FeatureEngineeringResponse
        {
            FeatureVector = Vector(shown),
            FeatureMetadata = new FeatureMetadata
            {
                FeatureNames = [.. shown.Select(feature => feature.Column.Name)],
                FeatureTypes = [.. shown.Select(feature => feature.Column.Family)],
                NormalizationStats = method == "none" ? null : Of(shown, statistics, of => of.Numbers),
                FeatureImportance = importance is null ? null : Of(shown, importance, score => score),
                CorrelationMatrix = correlations?.Of(wanted),
            },
            DataQualityMetrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
            {
                ["completeness"] = (double)shown.Count(f => !double.IsNaN(f.Value)) / Math.Max(1, shown.Length),
                ["validity"] = validity,
            },
        };
    }

    /// <summary>Features by family; a family that has none among them is null.</summary>
    public static FeatureVector Vector(IEnumerable<(FeatureColumn Column, double Value)> features)
    {
        var families = features.GroupBy(f => f.Column.Family).ToDictionary(g => g.Key, g => Values(g));
        return new FeatureVector
        {
            MarketMicrostructureFeatures = families.GetValueOrDefault("market_microstructure"),
            SentimentFeatures = families.GetValueOrDefault("sentiment"),
            TechnicalFeatures = families.GetValueOrDefault("technical"),
            RiskFeatures = families.GetValueOrDefault("risk"),
            TemporalFeatures = families.GetValueOrDefault("temporal"),
            CrossAssetFeatures = families.GetValueOrDefault("cross_asset"),
        };
    }

    /// <summary>Of the features shown what is known of them.</summary>
    private static SortedDictionary<string, TShown> Of<TKnown, TShown>((FeatureColumn Column, double Value)[] shown,
        IReadOnlyDictionary<string, TKnown>? known, Func<TKnown, TShown> show)
    {
        var found = new SortedDictionary<string, TShown>(StringComparer.Ordinal);
        foreach ((FeatureColumn column, _) in shown)
            if (known is not null && known.TryGetValue(column.Name, out TKnown? of)) found.Add(column.Name, show(of));
        return found;
    }

    private static void Scale(
        Span<double> values, string method, IReadOnlyDictionary<string, FeatureStatistics>? statistics)
    {
        if (method == "none") return;
        for (int i = 0; i < values.Length; i++)
        {
            FeatureStatistics? of = statistics?.GetValueOrDefault(FeatureEngine.Columns[i].Name);
            values[i] = of is null ? double.NaN : of.Scale(method, values[i]);
        }
    }

    private static Dictionary<string, double?> Values(IEnumerable<(FeatureColumn Column, double Value)> family) =>
        family.ToDictionary(f => f.Column.Name, f => double.IsNaN(f.Value) ? (double?)null : f.Value);

    private static DecisionRow Decision(FeatureEngineeringRequest request)
    {
        DecisionContext context = request.DecisionContext!;
        _ = WireTime.TryParse(context.DecisionTimestamp!, out long decided);
        return new DecisionRow(
            context.DecisionId!, request.RawData!.Symbol!, decided, decided, Side: 0, Quantity: double.NaN, null)
        {
            SignalStrength = context.SignalStrength ?? double.NaN,
            ConfidenceScore = context.ConfidenceScore ?? double.NaN,
            RiskScore = context.RiskScore ?? double.NaN,
            PositionSize = context.PositionSize ?? double.NaN,
        };
    }

    private static (SymbolTicks Ticks, double Validity) Ticks(RawMarketData market)
    {
        var ticks = new SymbolTicks();
        var trades = Sorted(market.Trades, t => t.EventTime);
        var quotes = Sorted(market.Quotes, q => q.EventTime);
        var levels = Sorted(market.Depth, d => d.EventTime);
        int taken = 0;
        foreach ((long at, SentTrade t) in trades.Where(t => t.Row is { Price: > 0, Size: > 0 }))
        {
            ticks.Trades.Append(at, t.Price!.Value, t.Size!.Value);
            taken++;
        }

        foreach ((long at, SentQuote q) in quotes.Where(q => q.Row.Bid > 0 && q.Row.Ask >= q.Row.Bid
            && q.Row is { BidSize: >= 0, AskSize: >= 0 } && q.Row.BidSize + q.Row.AskSize > 0))
        {
            ticks.Quotes.Append(at, q.Bid!.Value, q.Ask!.Value, q.BidSize!.Value, q.AskSize!.Value);
            taken++;
        }

        foreach ((long at, SentLevel d) in levels.Where(d => d.Row.Venue is not null && d.Row.Level >= 0
            && d.Row.Bid > 0 && d.Row.Ask >= d.Row.Bid && d.Row is { BidSize: >= 0, AskSize: >= 0 }))
        {
            ticks.AppendDepth(at, Encoding.UTF8.GetBytes(d.Venue!), d.Level!.Value, d.Bid!.Value, d.BidSize!.Value,
                d.Ask!.Value, d.AskSize!.Value);
            taken++;
        }

        int sent = trades.Length + quotes.Length + levels.Length;
        return (ticks, sent == 0 ? 1 : (double)taken / sent);
    }

    /// <summary>By time; rows of one time stay as they were sent.</summary>
    private static (long At, T Row)[] Sorted<T>(IReadOnlyList<T>? rows, Func<T, string?> time) =>
        [.. (rows ?? []).Select(row => (At: WireTime.TryParse(time(row)!, out long at) ? at : 0, row))
            .OrderBy(row => row.At)];
}
