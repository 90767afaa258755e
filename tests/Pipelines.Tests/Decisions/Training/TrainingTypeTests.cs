using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Training;

namespace Tauric.Pipelines.Tests.Decisions.Training;

public sealed class TrainingTypeTests
{
    [Fact]
    public void There_is_one_for_every_type_of_the_specification_and_its_labels_exist()
    {
        Assert.Equal(Enum.GetValues<DatasetType>(), TrainingType.All.Select(type => type.Type));
        Assert.Equal("EXECUTION_OPTIMIZATION", TrainingType.All[2].Name);
        Assert.All(TrainingType.All.SelectMany(type => type.Labels),
            label => Assert.True(OutcomeDatasets.Labels.Schema.IndexOf(label) >= 0, label));
        Assert.Same(TrainingType.All[4], TrainingType.Of("PORTFOLIO_OPTIMIZATION"));
        Assert.Throws<KeyNotFoundException>(() => TrainingType.Of("LUCK"));
    }
}
