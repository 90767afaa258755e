using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Tests.Decisions.Outcomes;

namespace Tauric.Pipelines.Tests.Decisions.Training;

/// <summary>Days of labelled decisions with contexts and three features, one of which knows the outcome.</summary>
internal static class TrainingRows
{
    public const string Second = "2025-03-15";

    private static readonly Field[] s_keys =
    [
        new("decision_id", ArrowType.Utf8, Nullable: false), new("symbol", ArrowType.Utf8, Nullable: false),
        new("event_time", ArrowType.Timestamp, Nullable: false),
    ];

    public static TrainingSources Sources { get; } = new(
        Daily("market_context", new Field("regime", ArrowType.Utf8)),
        Daily("execution_context", new Field("spread", ArrowType.Float64)),
        Daily("feature_vectors", new Field("knows", ArrowType.Float64), new Field("noise", ArrowType.Float64),
            new Field("mood", ArrowType.Float64)),
        [
            new("knows", "technical", "bps", "5m", "z-score", "What will be.", ["quotes"]),
            new("noise", "technical", "1", null, "none", "Nothing.", ["quotes"]),
            new("mood", "sentiment", "1", null, "rank", "What is said.", ["sentiment"]),
        ]);

    public static TrainingPart Part(string type, string name) =>
        TrainingPart.Of(TrainingType.Of(type), Sources).Single(part => part.Name == name);

    /// <summary>Facts, labels, contexts and features of a day; every tenth decision cannot be labelled.</summary>
    /// <param name="shift">Added to a feature.</param>
    public static void PutDay(StepHarness store, string day, int decisions, double shift = 0)
    {
        var random = CounterRandom.For(5, day);
        var facts = new List<object?[]>();
        List<object?[]> market = [], execution = [], features = [], decided = [];
        for (int i = 0; i < decisions; i++)
        {
            string id = $"d{i:D4}";
            OutcomeFact fact = FactAt(day, i, ref random);
            facts.Add(OutcomeRows.FactRow(id, "AAPL", fact));
            decided.Insert(0, OutcomeRows.Decision(id, fact.EventTime, quantity: 1000));
            object?[] keys = [id, "AAPL", fact.EventTime];
            market.Insert(0, [.. keys, "SIDEWAYS"]);
            execution.Add([.. keys, 0.02]);
            features.Insert(0,
                [.. keys, fact.EndMid - 100, shift + random.NextNormal(), i % 4 == 0 ? null : random.NextUniform()]);
        }

        store.Put(OutcomeDatasets.Facts, day, OutcomeRows.Batch(OutcomeDatasets.Facts, facts));
        store.Put(DecisionInputs.Decisions, day, OutcomeRows.Batch(DecisionInputs.Decisions, decided));
        store.Put(Sources.MarketContext, day, OutcomeRows.Batch(Sources.MarketContext, market));
        store.Put(Sources.ExecutionContext, day, OutcomeRows.Batch(Sources.ExecutionContext, execution));
        store.Put(Sources.Features, day, OutcomeRows.Batch(Sources.Features, features));
        store.Run(new LabelOutcomes(new OutcomeOptions()));
    }

    /// <summary>Writes every file of the datasets, and what later days are compared with.</summary>
    public static void WriteParts(StepHarness store)
    {
        store.Run(new SampleFeatures(Sources));
        foreach (TrainingType type in TrainingType.All)
            foreach (TrainingPart part in TrainingPart.Of(type, Sources))
                store.Run(new WriteTrainingPart(part, new TrainingOptions()));
    }

    private static OutcomeFact FactAt(string day, int i, ref CounterRandom random)
    {
        long at = OutcomeRows.At(i, day);
        double end = 100 + (0.3 * random.NextNormal());
        return OutcomeRows.Worked with
        {
            EventTime = at,
            ArrivalTime = at + UtcMicros.PerSecond,
            EndTime = at + (30 * 60 * UtcMicros.PerSecond),
            ObservedUntil = long.MaxValue / 2,
            FilledQuantity = 1000,
            FillNotional = 100_000,
            Fees = 0,
            ArrivalMid = 100,
            EndMid = end,
            HighMid = 101,
            LowMid = 99,
            Vwap = 100,
            Twap = 100,
            BenchmarkReturnBps = i % 10 == 9 ? double.NaN : 0,
        };
    }

    private static Dataset Daily(string name, params Field[] fields) =>
        new(name, new Schema([.. s_keys, .. fields]), "date", name + "/{0}.parquet", "parquet");
}
