using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Market;
using Tauric.Pipelines.Tests;

namespace Tauric.Host.Tests.Proofs;

/// <summary>What the market datasets of stories hold after the payloads of a source.</summary>
public sealed record MarketRows(
    StepResult Minutes, StepResult FiveMinutes, StepResult Daily, StepResult News, StepResult[] Numbers,
    StepResult Quality)
{
    public IEnumerable<StepResult> All => [Minutes, FiveMinutes, Daily, News, .. Numbers, Quality];

    public static MarketRows Of(IPayloadSource payloads)
    {
        using var harness = new StepHarness();
        harness.Run(new IngestRaw(payloads));
        return new MarketRows(harness.Run(new NormalizeMinutes()), harness.Run(new AggregateFiveMinutes()),
            harness.Run(new NormalizeDaily()), harness.Run(new NormalizeMarketNews()),
            [harness.Run(new NormalizeValues<InternalsValue>(MarketDatasets.Internals)),
                harness.Run(new NormalizeValues<OptionsValue>(MarketDatasets.Options)),
                harness.Run(new NormalizeValues<EconomicValue>(MarketDatasets.Economy))],
            harness.Run(new AssessPrices()));
    }
}
