using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tauric.Pipelines.Forms;

/// <summary>How answers in JSON are read, made by the compiler: a run need not reflect for it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(PredictedStory))]
internal sealed partial class AnswerJson : JsonSerializerContext;
