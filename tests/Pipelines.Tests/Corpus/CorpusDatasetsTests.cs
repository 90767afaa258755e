using Tauric.Engine.Datasets;
using Tauric.Kernels.Indicators;
using Tauric.Pipelines.Corpus;

namespace Tauric.Pipelines.Tests.Corpus;

public sealed class CorpusDatasetsTests
{
    private static readonly Dataset[] s_all =
    [
        CorpusDatasets.PriceWindow, CorpusDatasets.Assembled, CorpusDatasets.Labels, CorpusDatasets.LabelShares,
        CorpusDatasets.Theses, CorpusDatasets.Export,
    ];

    [Fact]
    public void Published_columns_exist() => Assert.All(s_all, dataset =>
        Assert.All(dataset.Table?.Columns ?? [], column => dataset.Schema.Require(column)));

    [Fact]
    public void What_looks_ahead_is_an_outcome() => Assert.Equal(
        ["labels", "label_shares", "distilled_theses", "export"], s_all.Where(d => d.IsOutcome).Select(d => d.Name));

    [Fact]
    public void A_price_window_holds_every_indicator_of_the_corpus() => Assert.All(
        IndicatorSets.Corpus.Columns, column => CorpusDatasets.PriceWindow.Schema.Require(column.Name));
}
