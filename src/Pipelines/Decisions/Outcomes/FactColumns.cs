using Tauric.Engine.Columnar;
using Tauric.Kernels.Labels;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>Rows of <see cref="OutcomeDatasets.Facts"/> as facts. A view: it owns nothing.</summary>
internal sealed class FactColumns(RecordBatch rows)
{
    private readonly int _event = rows.Schema.Require("event_time");
    private readonly int _side = rows.Schema.Require("side");

    public Column Symbols { get; } = rows["symbol"];

    public OutcomeFact At(int row)
    {
        int time = _event, number = _side;
        return new OutcomeFact
        {
            EventTime = rows[time++].Values<long>()[row],
            ArrivalTime = rows[time++].Values<long>()[row],
            EndTime = rows[time++].Values<long>()[row],
            ObservedUntil = rows[time].Values<long>()[row],
            Side = (Side)rows[number++].Values<sbyte>()[row],
            Quantity = rows[number++].Values<double>()[row],
            Fills = rows[number++].Values<int>()[row],
            FilledQuantity = rows[number++].Values<double>()[row],
            FillNotional = rows[number++].Values<double>()[row],
            Fees = rows[number++].Values<double>()[row],
            DecisionMid = rows[number++].MaybeAt(row),
            ArrivalMid = rows[number++].MaybeAt(row),
            EndMid = rows[number++].MaybeAt(row),
            Vwap = rows[number++].MaybeAt(row),
            Twap = rows[number++].MaybeAt(row),
            Close = rows[number++].MaybeAt(row),
            HighMid = rows[number++].MaybeAt(row),
            LowMid = rows[number++].MaybeAt(row),
            VolatilityBps = rows[number++].MaybeAt(row),
            BenchmarkReturnBps = rows[number++].MaybeAt(row),
            DecisionQuoteAgeSeconds = rows[number++].MaybeAt(row),
            EndQuoteAgeSeconds = rows[number].MaybeAt(row),
        };
    }
}
