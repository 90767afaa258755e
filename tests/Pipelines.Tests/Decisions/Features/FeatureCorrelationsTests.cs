using System.Text.Json.Nodes;
using Tauric.Engine.Columnar;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Pipelines.Tests.Decisions.Features;

public sealed class FeatureCorrelationsTests
{
    [Fact]
    public void A_matrix_has_the_stored_bits_in_the_order_of_the_features_shown()
    {
        string[] stored = ["rsi_14_5m", "risk_score", "spread_bps"];
        double[] numbers = [1, 0.1 + 0.2, -1.0 / 3, 0.1 + 0.2, 1, 1e-300, -1.0 / 3, 1e-300, 1];
        using RecordBatch rows = Rows(stored, numbers);
        var correlations = new FeatureCorrelations(rows);
        Check(FeatureEngine.Columns, correlations.Of(null));
        Check([.. FeatureEngine.Columns.Where(c => c.Family is "technical" or "market_microstructure")],
            correlations.Of(new HashSet<string> { "market_microstructure", "technical" }));
        void Check(IReadOnlyList<FeatureColumn> shown, IReadOnlyList<CorrelationRow> matrix)
        {
            JsonArray json = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(matrix))!.AsArray();
            Assert.Equal(shown.Count, json.Count);
            for (int i = 0; i < shown.Count; i++)
            {
                double?[] row = [.. json[i]!.AsArray().Select(cell => (double?)cell)];
                Assert.Equal(shown.Select(c => Known(shown[i].Name, c.Name)), row);
            }
        }

        double? Known(string feature, string other) =>
            (Array.IndexOf(stored, feature), Array.IndexOf(stored, other)) is ( >= 0 and var i, >= 0 and var j)
                ? numbers[(i * stored.Length) + j] : null;
    }

    private static RecordBatch Rows(string[] names, double[] numbers)
    {
        using var rows = new BatchBuilder(ContextDatasets.Correlations.Schema);
        for (int i = 0; i < names.Length; i++)
        {
            rows["feature_name"].AppendText(names[i]);
            foreach (string name in names) rows["others"].Child().AppendText(name);
            rows["others"].CloseRow();
            foreach (double number in numbers.AsSpan(i * names.Length, names.Length))
                rows["correlations"].Child().Append(number);
            rows["correlations"].CloseRow();
        }

        return rows.Build();
    }
}
