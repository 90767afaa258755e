using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Rest;

/// <summary>The endpoints of seed-004.</summary>
internal sealed class TrainingDataApi(
    ServeOptions options, DecisionCapture capture, IDecisionAnswers answers, KeyGate gate, TimeProvider clock)
{
    public const string Root = "/api/v1/training-data";

    private const string IdempotencyKey = "Idempotency-Key";
    private const int IdempotencyKeyLengthMax = 128;

    /// <summary>Until a run has published others.</summary>
    private static readonly LabelingRules s_rules = new(LabelingRules.Default);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Root + "/collect", CollectAsync);
        routes.MapPost(Root + "/engineer-features", EngineerFeaturesAsync);
        routes.MapGet(Root + "/datasets/{dataset_type}", ListDatasetsAsync);
        routes.MapPost(Root + "/label-outcome", LabelOutcomeAsync);
        routes.MapGet(Root + "/quality", context => ShowAsync(context, CacheKey.LatestQuality));
        routes.MapGet(Root + "/status", context => ShowAsync(context, CacheKey.ProcessingStatus));
        routes.MapGet(Root + "/feature-schemas/{dataset_type}",
            context => ShowAsync(context, CacheKey.FeatureSchema(TrainingType.Of(TypeOf(context)))));
    }

    /// <summary>200 when all that was asked for is there, 202 when the decision is durable and some is not known yet.
    /// </summary>
    private async Task CollectAsync(HttpContext context)
    {
        TrainingDataRequest request = await RequestBody.ReadAsync(context, WireJson.Default.TrainingDataRequest,
            options.RequestBytesMax, options.RequestTimeMax).ConfigureAwait(false);
        Refuse(RequestCheck.Collect(request, options.Symbols, UtcMicros.From(clock.GetUtcNow())));
        string? named = IdempotencyKeyOf(context.Request.Headers);
        Captured captured = request.Decision is null
            ? await capture.FindAsync(request.DecisionId!, options.RequestTimeMax).ConfigureAwait(false)
                ?? throw new ProblemException(new Problem(StatusCodes.Status404NotFound, "Not found",
                    "No decision with this decision_id was captured; send it as decision.",
                    new FieldProblem("decision_id", "is of no captured decision")))
            : await capture.StoreAsync(CapturedDecision.Of(request), named, gate.ClientOf(context),
                options.RequestTimeMax).ConfigureAwait(false);
        TrainingDataResponse response = CollectAnswer.Of(captured, answers.Of(captured.Decision, captured.Received));
        await WriteAsync(context, response.Missing.Count == 0 ? 200 : 202, response,
            WireJson.Default.TrainingDataResponse).ConfigureAwait(false);
    }

    private async Task EngineerFeaturesAsync(HttpContext context)
    {
        FeatureEngineeringRequest request = await RequestBody.ReadAsync(context,
            WireJson.Default.FeatureEngineeringRequest, options.MarketBytesMax, options.RequestTimeMax)
            .ConfigureAwait(false);
        Refuse(RequestCheck.EngineerFeatures(request, options.Symbols));
        FeatureEngineeringResponse response = answers.EngineerFeatures(request);
        if (FeatureMatrix.IsWanted(context.Request))
            await FeatureMatrix.WriteAsync(context, response.FeatureVector).ConfigureAwait(false);
        else
            await WriteAsync(context, 200, response, WireJson.Default.FeatureEngineeringResponse)
                .ConfigureAwait(false);
    }

    private static DatasetType TypeOf(HttpContext context) =>
        EnumNames<DatasetType>.TryParse((string?)context.GetRouteValue("dataset_type"), out DatasetType type)
            ? type : throw new ProblemException(Problem.Malformed("dataset_type", "is not one of "
                + string.Join(", ", EnumNames<DatasetType>.All)));

    private Task ShowAsync(HttpContext context, CacheKey key) => WriteAsync(context, 200, answers.Document(key)
        ?? throw new ProblemException(new Problem(StatusCodes.Status404NotFound, "Not found",
            "No run has made it yet: tauric run decisions.")));

    private Task ListDatasetsAsync(HttpContext context)
    {
        DatasetType type = TypeOf(context);
        IReadOnlyList<DatasetInfo> all = answers.Document(CacheKey.ActiveDatasets) is { } json
            ? JsonSerializer.Deserialize(json, WireJson.Default.IReadOnlyListDatasetInfo)! : [];
        return WriteAsync(context, 200, [.. all.Where(d => d.DatasetType == type)],
            WireJson.Default.IReadOnlyListDatasetInfo);
    }

    private async Task LabelOutcomeAsync(HttpContext context)
    {
        OutcomeLabelingRequest request = await RequestBody.ReadAsync(context, WireJson.Default.OutcomeLabelingRequest,
            options.MarketBytesMax, options.RequestTimeMax).ConfigureAwait(false);
        Refuse(RequestCheck.LabelOutcome(request));
        LabelingRules rules = answers.Document(CacheKey.ActiveLabelingRules) is { } json
            ? LabelingRules.Parse(json) : s_rules;
        await WriteAsync(context, 200, OutcomeAnswer.Of(request, rules), WireJson.Default.OutcomeLabelingResponse)
            .ConfigureAwait(false);
    }

    private static void Refuse(IReadOnlyList<FieldProblem> problems)
    {
        if (problems.Count > 0) throw new ProblemException(Problem.Of(problems));
    }

    private static string? IdempotencyKeyOf(IHeaderDictionary headers)
    {
        if (!headers.TryGetValue(IdempotencyKey, out var values)) return null;
        return values is [{ Length: > 0 and <= IdempotencyKeyLengthMax } key] && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new ProblemException(Problem.Malformed(IdempotencyKey,
                $"is not one value of 1 to {IdempotencyKeyLengthMax} printable ASCII characters without blanks"));
    }

    private static Task WriteAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type) =>
        WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(answer, type));

    private static async Task WriteAsync(HttpContext context, int status, byte[] bytes)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.BodyWriter.WriteAsync(bytes).ConfigureAwait(false);
    }
}
