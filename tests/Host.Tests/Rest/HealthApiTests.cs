using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using Tauric.Host.Rest;
using Tauric.Host.Tests.Proofs;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Tests.Rest;

public sealed class HealthApiTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static JsonNode Document => JsonNode.Parse(HealthApi.Document())!;

    public static TheoryData<Type> Messages =>
    [
        typeof(TrainingDataRequest), typeof(SentDecision), typeof(TrainingDataResponse), typeof(DecisionContext),
        typeof(MarketContext), typeof(Pipelines.Decisions.Wire.ExecutionContext), typeof(OutcomeLabels),
        typeof(FeatureVector), typeof(FeatureEngineeringRequest), typeof(RawMarketData), typeof(SentTrade),
        typeof(SentQuote), typeof(SentLevel), typeof(FeatureEngineeringResponse), typeof(FeatureMetadata),
        typeof(DatasetInfo), typeof(OutcomeLabelingRequest), typeof(SentFill), typeof(OutcomeLabelingResponse),
        typeof(ShortfallParts),
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Health_readiness_and_the_document_need_no_key_and_all_else_does()
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path);
        using HttpClient stranger = new() { BaseAddress = server.Address };
        foreach (string open in (string[])["/health", "/ready", "/openapi/v1.json"])
            Assert.NotNull(JsonNode.Parse(await stranger.GetStringAsync(open)));
        foreach ((string path, string method) in Operations().Where(o => o.Path.StartsWith("/api/")))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using HttpResponseMessage answer = await stranger.SendAsync(request);
            Assert.Equal(401, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_log_that_takes_nothing_more_is_not_ready()
    {
        bool fails = false;
        await using TestServer server = await TestServer.StartAsync(_folder.Path, new Adapters.Log.LogOptions
        {
            Flush = _ => { if (fails) throw new IOException("worn out"); },
        });
        Assert.Equal(200, (int)(await server.Client.GetAsync("/ready")).StatusCode);
        fails = true;
        Assert.Equal(503, (await server.CollectAsync(TestServer.Decision("d"))).Status);
        Assert.Equal(503, (int)(await server.Client.GetAsync("/ready")).StatusCode);
    }

    [Fact]
    public async Task The_document_lists_exactly_the_endpoints_there_are()
    {
        await using TestServer server = await TestServer.StartAsync(_folder.Path);
        var there = server.Endpoints.OfType<RouteEndpoint>().SelectMany(e =>
            e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(m => (e.RoutePattern.RawText!, m)));
        Assert.Equal(there.Order(), Operations().Order());
    }

    [Theory, MemberData(nameof(Messages))]
    public void The_document_has_the_members_of_every_message(Type type)
    {
        JsonNode schema = Document["components"]!["schemas"]![type.Name]!;
        JsonTypeInfo info = WireJson.Default.GetTypeInfo(type)!;
        Assert.Equal(info.Properties.Select(p => p.Name).Order(),
            schema["properties"]!.AsObject().Select(p => p.Key).Order());
        foreach (JsonPropertyInfo property in info.Properties)
        {
            string shown = schema["properties"]![property.Name]!.ToJsonString();
            Assert.Contains(Expected(property.PropertyType), shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_reference_of_the_document_leads_to_a_schema_and_every_schema_is_used()
    {
        string text = Document.ToJsonString();
        var schemas = Document["components"]!["schemas"]!.AsObject().Select(s => s.Key).ToHashSet();
        var used = System.Text.RegularExpressions.Regex.Matches(text, "#/components/schemas/([A-Za-z]+)")
            .Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Equal(schemas.Order(), used.Order());
    }

    private static IEnumerable<(string Path, string Method)> Operations() =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key.ToUpperInvariant());

    /// <summary>What a member of the type must show.</summary>
    private static string Expected(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum) return plain == typeof(Pipelines.Decisions.DatasetType) ? "DatasetType" : "\"enum\"";
        if (plain == typeof(string)) return "string";
        if (plain == typeof(double)) return "number";
        if (plain == typeof(int) || plain == typeof(long)) return "integer";
        if (plain == typeof(bool)) return "boolean";
        if (!typeof(IEnumerable).IsAssignableFrom(plain)) return "#/components/schemas/" + plain.Name;
        return plain.GetGenericArguments().Length == 2 ? "additionalProperties" : "array";
    }
}
