using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Pipelines.Tests.Decisions.Features;

public sealed class FeatureRequestsTests
{
    private const string At = "2025-03-11T19:00:00Z";

    private static readonly FeatureEngineeringRequest s_request = new()
    {
        RawData = new RawMarketData
        {
            Symbol = "AAPL",
            Quotes = [Quote("18:59:30", 100, 102), Quote("18:58:30", 99, 101), Quote("18:59:00", 103, 102)],
            Trades = [new SentTrade("2025-03-11T18:59:40Z", 101, 5), new SentTrade("2025-03-11T19:00:01Z", 500, 5)],
        },
        DecisionContext = new DecisionContext { DecisionId = "d", DecisionTimestamp = At, RiskScore = 0.25 },
    };

    [Fact]
    public void Answers_have_the_bits_of_the_engine()
    {
        FeatureEngineeringResponse answer = FeatureRequests.Answer(s_request);
        Assert.True(UtcMicros.TryParse(At, out long now));
        var ticks = new SymbolTicks();
        ticks.Quotes.Append(now - 90_000_000, 99, 101, 10, 30);
        ticks.Quotes.Append(now - 30_000_000, 100, 102, 10, 30);
        ticks.Trades.Append(now - 20_000_000, 101, 5);
        double[] values = new double[FeatureEngine.Columns.Count];
        var decision = new DecisionRow("d", "AAPL", now, now, 0, double.NaN, null) with
        {
            RiskScore = 0.25,
            SignalStrength = double.NaN,
            ConfidenceScore = double.NaN,
            PositionSize = double.NaN,
        };
        FeatureEngine.Compute(new FeatureInputs(decision, ticks), values);
        var all = answer.FeatureVector.All().ToDictionary(f => f.Key, f => f.Value);
        Assert.Equal(values.Select(v => double.IsNaN(v) ? (double?)null : v),
            FeatureEngine.Columns.Select(column => all[column.Name]));
        Assert.Equal(FeatureEngine.Columns.Select(c => c.Name), answer.FeatureMetadata.FeatureNames);
        Assert.Equal(0.8, answer.DataQualityMetrics["validity"]);
        Assert.Equal((0.25, null, null), (all["risk_score"], all["side"], all["confidence_score"]));
        Assert.Equal(1, all["trade_count_1m"]);
    }

    [Fact]
    public void Only_the_families_asked_for_are_shown()
    {
        FeatureEngineeringResponse answer = FeatureRequests.Answer(s_request with { FeatureTypes = ["temporal"] });
        Assert.Equal(["temporal"], answer.FeatureMetadata.FeatureTypes.Distinct());
        Assert.Null(answer.FeatureVector.RiskFeatures);
    }

    [Fact]
    public void A_scale_that_is_not_known_is_no_number()
    {
        var statistics = new Dictionary<string, FeatureStatistics>
        {
            ["risk_score"] = FeatureStatistics.Of([.. Enumerable.Range(0, 101).Select(i => i / 100.0)])!,
        };
        var scaled = FeatureRequests.Answer(s_request with { NormalizationMethod = "rank" }, statistics)
            .FeatureVector.All().Where(f => f.Value is not null).ToList();
        Assert.Equal("risk_score", scaled.Single().Key);
        Assert.Equal(0.25, scaled.Single().Value!.Value, 1e-12);
    }

    private static SentQuote Quote(string time, double bid, double ask) => new($"2025-03-11T{time}Z", bid, ask, 10, 30);
}
