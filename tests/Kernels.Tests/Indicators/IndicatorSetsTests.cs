using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class IndicatorSetsTests
{
    [Fact]
    public void Stories_has_its_sixteen_and_the_corpus_starts_with_them()
    {
        Assert.Equal(16, IndicatorSets.Stories16.Columns.Count);
        Assert.Equal(IndicatorSets.Stories16.Columns, IndicatorSets.Corpus.Columns.Take(16));
    }

    [Fact]
    public void Every_column_can_be_a_tag_and_has_a_purpose_on_one_line() =>
        Assert.All(IndicatorSets.Corpus.Columns, column =>
        {
            Assert.Matches("^[a-z0-9_]+$", column.Name);
            Assert.Matches(@"^[^\n|]+\.$", column.Purpose);
        });
}
