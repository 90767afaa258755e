using System.Text.Json.Serialization;

namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>
/// JSON of requests and answers, strict: no unknown member, none twice, no number in a text, nothing deep.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    MaxDepth = 8)]
[JsonSerializable(typeof(TrainingDataRequest))]
[JsonSerializable(typeof(TrainingDataResponse))]
[JsonSerializable(typeof(CapturedDecision))]
[JsonSerializable(typeof(FeatureEngineeringRequest))]
[JsonSerializable(typeof(FeatureEngineeringResponse))]
[JsonSerializable(typeof(IReadOnlyList<DatasetInfo>))]
[JsonSerializable(typeof(OutcomeLabelingRequest))]
[JsonSerializable(typeof(OutcomeLabelingResponse))]
public sealed partial class WireJson : JsonSerializerContext;
