using System.Text.Json.Serialization;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Decisions.Training;

namespace Tauric.Pipelines.Decisions;

/// <summary>JSON in columns and in parameters of steps: members in snake_case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<CheckResult>))]
[JsonSerializable(typeof(AnomalyResults))]
[JsonSerializable(typeof(QualityMetrics))]
[JsonSerializable(typeof(QualityLineage))]
[JsonSerializable(typeof(FeatureSchema))]
[JsonSerializable(typeof(LabelSchema))]
[JsonSerializable(typeof(TrainingDatasetGenerated))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(SortedDictionary<string, double>))]
internal sealed partial class StoredJson : JsonSerializerContext;

/// <summary>JSON of rules and of definitions of features: members as they are named here.</summary>
[JsonSerializable(typeof(IReadOnlyList<LabelingRule>))]
[JsonSerializable(typeof(FeatureColumn))]
internal sealed partial class RuleJson : JsonSerializerContext;
