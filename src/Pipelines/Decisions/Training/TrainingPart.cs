using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>One of the five files of a training dataset's day, and the columns it takes from its source.</summary>
/// <param name="Name">Of the file: <c>feature_vectors</c>.</param>
/// <param name="Source">Rows to choose from, by decision_id.</param>
/// <param name="Output">Its columns: decision_id, symbol, event_time, then those taken.</param>
public sealed record TrainingPart(TrainingType Type, string Name, Dataset Source, Dataset Output)
{
    public const string Labels = "outcome_labels";

    /// <summary>Of the labels, besides those the type takes: what training needs to weigh and to split.</summary>
    private static readonly string[] s_labelling = ["span_start", "span_end", "sample_uniqueness", "rule_version"];

    private static readonly string[] s_keys = ["decision_id", "symbol", "event_time"];

    /// <summary><c>train</c> or <c>validation</c>: the last column of the labels.</summary>
    private static readonly Field s_split = new("split", ArrowType.Utf8, Nullable: false);

    public bool IsLabels => Name == Labels;

    /// <summary>The five files of a type, in the order of seed-004.</summary>
    public static IReadOnlyList<TrainingPart> Of(TrainingType type, TrainingSources sources)
    {
        string[] features =
            [.. sources.Definitions.Where(f => type.Families.Contains(f.Family)).Select(f => f.Name)];
        return
        [
            Part(type, "decision_context", sources.Decisions, ColumnsOf(sources.Decisions)),
            Part(type, "market_context", sources.MarketContext, ColumnsOf(sources.MarketContext)),
            Part(type, "execution_context", sources.ExecutionContext, ColumnsOf(sources.ExecutionContext)),
            Part(type, "feature_vectors", sources.Features, features),
            Part(type, Labels, sources.Labels, [.. type.Labels, .. s_labelling], s_split),
        ];
    }

    private static TrainingPart Part(
        TrainingType type, string name, Dataset source, IEnumerable<string> columns, params Field[] more)
    {
        Field[] fields = [.. s_keys.Concat(columns).Select(c => source.Schema[source.Schema.Require(c)]), .. more];
        return new TrainingPart(type, name, source, new Dataset(
            $"{type.Name.ToLowerInvariant()}_{name}", new Schema(fields), Key: "year/month/day",
            Path: $"training_datasets/{type.Name}/year={{0}}/month={{1}}/day={{2}}/{name}.parquet", Format: "parquet")
        {
            IsOutcome = true,   // Which decisions have a row depends on their labels.
        });
    }

    private static IEnumerable<string> ColumnsOf(Dataset source) =>
        source.Schema.Fields.Select(field => field.Name).Except(s_keys);
}
