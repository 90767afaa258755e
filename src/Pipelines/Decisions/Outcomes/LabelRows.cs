using System.Text;
using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>Appends labels to rows of <see cref="OutcomeDatasets.Labels"/>.</summary>
internal sealed class LabelRows(string ruleVersion) : IDisposable
{
    private static readonly byte[][] s_outcomes = [.. OutcomeNames.All.Select(Encoding.UTF8.GetBytes)];

    private readonly BatchBuilder _rows = new(OutcomeDatasets.Labels.Schema);
    private readonly byte[] _ruleVersion = Encoding.UTF8.GetBytes(ruleVersion);

    public int Length => _rows.Length;

    public RecordBatch Build() => _rows.Build();

    public void Dispose() => _rows.Dispose();

    /// <param name="facts">Where id and symbol come from.</param>
    public void Append(RecordBatch facts, int row, in OutcomeFact fact, in OutcomeLabel label, double uniqueness)
    {
        int c = 0;
        _rows[c++].AppendBytes(facts[0].Bytes(row));
        _rows[c++].AppendBytes(facts[1].Bytes(row));
        _rows[c++].Append(fact.EventTime);
        _rows[c++].Append(fact.EventTime);
        _rows[c++].Append(fact.EndTime);
        _rows[c++].AppendBytes(label.Missing is null ? "labelled"u8 : "insufficient_data"u8);
        _rows[c++].AppendText(label.Missing);
        if (label.Class == 0) _rows[c++].AppendNull();
        else _rows[c++].AppendBytes(s_outcomes[label.Class - 1]);
        ImplementationShortfall cost = label.Shortfall;
        ReadOnlySpan<double> numbers =
        [
            label.ExecutionQuality, label.CostEfficiency, label.TimingQuality, label.RiskAdjustedReturn,
            label.BenchmarkOutperformanceBps, cost.TotalBps, label.Slippage.Arrival, label.Slippage.Vwap,
            label.Slippage.Twap, label.Slippage.Close, label.Slippage.Decision, label.BenchmarkBps, label.SelectionBps,
            -cost.DelayBps, -cost.ExecutionBps, -cost.OpportunityBps, -cost.ExplicitBps,
            label.Class == 0 ? double.NaN : uniqueness,
        ];
        foreach (double number in numbers) _rows[c++].AppendMaybe(number);
        _rows[c].AppendBytes(_ruleVersion);
    }
}
