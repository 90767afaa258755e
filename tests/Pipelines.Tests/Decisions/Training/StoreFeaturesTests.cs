using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Tests.Decisions.Outcomes;
using static Tauric.Pipelines.Tests.Decisions.Training.TrainingRows;

namespace Tauric.Pipelines.Tests.Decisions.Training;

public sealed class StoreFeaturesTests : IDisposable
{
    private readonly StepHarness _store = new();

    [Fact]
    public void A_category_lies_in_its_own_files_with_every_decision()
    {
        PutDay(_store, OutcomeRows.Day, 20);
        var step = new StoreFeatures(Sources, "technical");
        StepResult result = _store.Run(step);
        Assert.Equal(20, result.Rows.Count);
        Assert.Equal(["decision_id", "symbol", "event_time", "knows", "noise"], result.Rows[0].Fields.Keys);
        Assert.Equal("features/technical/year=2025/month=03/day=14/technical_features.parquet",
            new ObjectPath(step.Output).Render("2025/03/14", RecordBatch.Empty(step.Output.Schema), 0));
        Assert.False(step.Output.IsOutcome);
    }

    [Fact]
    public void Definitions_are_published()
    {
        StepResult result = _store.Run(new DefineFeatures(Sources));
        Assert.Equal(["knows", "noise", "mood"], result.All("feature_name"));
        var knows = result.Rows[0].Fields;
        Assert.Equal(("What will be. Window: 5m.", "[\"quotes\"]", "true"),
            (knows["calculation_method"], knows["data_sources"], knows["enabled"]));
    }

    public void Dispose() => _store.Dispose();
}
