using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Pipelines.Tests.Decisions.Outcomes;

/// <summary>Hand-made decisions, markets and facts.</summary>
internal static class OutcomeRows
{
    /// <summary>A Friday.</summary>
    public const string Day = "2025-03-14";

    /// <summary>14:30 UTC of that day, in minutes and seconds after it.</summary>
    public static long At(double minutes, string day = Day) =>
        UtcMicros.From(DateOnly.Parse(day)) + (long)(((14.5 * 60) + minutes) * 60 * UtcMicros.PerSecond);

    /// <summary>
    /// Buy 1000 at 100, arrive at 100.10, fill 600 at 100.20 and 200 at 100.30, fees of 20, end at 101, benchmark +35.
    /// </summary>
    public static OutcomeFact Worked { get; } = new()
    {
        Side = Side.Long,
        Quantity = 1000,
        EventTime = At(0),
        ArrivalTime = At(1),
        EndTime = At(60),
        ObservedUntil = At(61),
        Fills = 2,
        FilledQuantity = 800,
        FillNotional = (600 * 100.2) + (200 * 100.3),
        Fees = 20,
        DecisionMid = 100,
        ArrivalMid = 100.1,
        EndMid = 101,
        Vwap = 100.5,
        Twap = 100.4,
        Close = 102,
        HighMid = 101.5,
        LowMid = 99.5,
        VolatilityBps = 30,
        BenchmarkReturnBps = 35,
        DecisionQuoteAgeSeconds = 1,
        EndQuoteAgeSeconds = 2,
    };

    public static RecordBatch Batch(Dataset dataset, params IEnumerable<object?[]> rows)
    {
        using var builder = new BatchBuilder(dataset.Schema);
        foreach (object?[] row in rows)
        {
            foreach ((int c, object? value) in row.Index())
            {
                switch (value)
                {
                    case null: builder[c].AppendNull(); break;
                    case string text: builder[c].AppendText(text); break;
                    case double number: builder[c].Append(number); break;
                    case long number: builder[c].Append(number); break;
                    case int number: builder[c].Append(number); break;
                    case sbyte number: builder[c].Append(number); break;
                    default: throw new NotSupportedException($"{value}");
                }
            }
        }

        return builder.Build();
    }

    public static object?[] Decision(string id, long at, int side = 1, double quantity = 100, double? price = null,
        string symbol = "AAPL", int minutes = 30, double latencyMinutes = 0) =>
    [
        id, symbol, at, at + (long)(latencyMinutes * 60 * UtcMicros.PerSecond), (sbyte)side, quantity, price, 0.5, 0.5,
        0.5, quantity, null, "{}", null, "{}", 60, minutes, "test",
    ];

    public static object?[] Quote(long at, double mid, string symbol = "AAPL") =>
        [symbol, at, at, mid - 0.01, mid + 0.01, 100.0, 100.0];

    public static object?[] Trade(long at, double price, double size, string symbol = "AAPL") =>
        [symbol, at, at, price, size];

    public static object?[] Fill(string id, long at, double price, double quantity, double fee = 0,
        string symbol = "AAPL") => [id, symbol, at, at, price, quantity, fee, "X"];

    /// <summary>A row of facts that says what <see cref="OutcomeFact"/> says.</summary>
    public static object?[] FactRow(string id, string symbol, in OutcomeFact f) =>
    [
        id, symbol, f.EventTime, f.ArrivalTime, f.EndTime, f.ObservedUntil, (sbyte)f.Side, f.Quantity, f.Fills,
        f.FilledQuantity, f.FillNotional, f.Fees, Maybe(f.DecisionMid), Maybe(f.ArrivalMid), Maybe(f.EndMid),
        Maybe(f.Vwap), Maybe(f.Twap), Maybe(f.Close), Maybe(f.HighMid), Maybe(f.LowMid), Maybe(f.VolatilityBps),
        Maybe(f.BenchmarkReturnBps), Maybe(f.DecisionQuoteAgeSeconds), Maybe(f.EndQuoteAgeSeconds),
    ];

    public static void PutMarket(StepHarness store, string day, object?[][] decisions, object?[][] quotes,
        object?[][] trades, object?[][] fills)
    {
        store.Put(DecisionInputs.Decisions, day, Batch(DecisionInputs.Decisions, decisions));
        store.Put(DecisionInputs.Quotes, day, Batch(DecisionInputs.Quotes, quotes));
        store.Put(DecisionInputs.Trades, day, Batch(DecisionInputs.Trades, trades));
        store.Put(DecisionInputs.Fills, day, Batch(DecisionInputs.Fills, fills));
    }

    private static object? Maybe(double number) => double.IsNaN(number) ? null : number;
}
