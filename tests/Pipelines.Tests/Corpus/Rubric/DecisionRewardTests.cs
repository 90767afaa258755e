using System.Text;
using Tauric.Kernels.Labels;
using Tauric.Pipelines.Corpus.Rubric;

namespace Tauric.Pipelines.Tests.Corpus.Rubric;

public sealed class DecisionRewardTests
{
    [Fact]
    public void The_matrix_is_that_of_the_paper()
    {
        double[] rewards =
        [
            .. from said in Strongest()
               from truth in Strongest()
               select DecisionReward.Of(said, truth),
        ];
        Assert.Equal(
        [
            1.00, 0.75, -1.25, -2.00, -2.25,
            0.75, 1.00, -0.75, -1.50, -2.00,
            -1.50, -1.00, 1.00, -1.00, -1.50,
            -1.75, -1.25, -0.75, 1.00, 0.75,
            -2.00, -1.50, -1.25, 0.75, 1.00,
        ], rewards);
    }

    [Fact]
    public void The_truth_is_worth_more_than_any_other_decision() => Assert.All(Strongest(), truth => Assert.Equal(
        truth, Strongest().MaxBy(said => DecisionReward.Of(said, truth))));

    [Theory]
    [InlineData("[[[BUY]]]", Decision.Buy)]
    [InlineData("[[[STRONG BUY]]]", Decision.StrongBuy)]
    [InlineData("text\n[[[ STRONG SELL ]]]\r\n\r\n \n\n", Decision.StrongSell)]
    [InlineData("[[[HOLD]]]\na\nb", Decision.Hold)]
    [InlineData("[[[HOLD]]]\na\nb\n\nc", Decision.Undefined)]
    [InlineData("[[[BUY]]] or rather [[[SELL]]].", Decision.Sell)]
    [InlineData("[[[SELL]]] and [[[PERHAPS]]]", Decision.Sell)]
    [InlineData("[[[[[[SELL]]]]]]", Decision.Sell)]
    [InlineData("[[BUY]]", Decision.Undefined)]
    [InlineData("[[[buy]]]", Decision.Undefined)]
    [InlineData("[[[BUY", Decision.Undefined)]
    [InlineData("[[[STRONG\nBUY]]]", Decision.Undefined)]
    [InlineData("", Decision.Undefined)]
    public void The_last_marker_of_the_last_three_lines_decides(string thesis, Decision decision) =>
        Assert.Equal(decision, DecisionReward.Read(Encoding.UTF8.GetBytes(thesis)));

    [Fact]
    public void No_decision_costs_one_and_a_half() => Assert.All(
        Strongest(), truth => Assert.Equal(-1.5, DecisionReward.Of(Decision.Undefined, truth)));

    [Theory]
    [InlineData("")]
    [InlineData("buy")]
    [InlineData("NEUTRAL")]
    public void A_label_that_is_none_is_refused(string label) => Assert.Contains(
        $"'{label}' is no label", Assert.Throws<ArgumentException>(() => ThesisRubric.Score("x"u8, label)).Message,
        StringComparison.Ordinal);

    private static Decision[] Strongest() =>
        [Decision.StrongBuy, Decision.Buy, Decision.Hold, Decision.Sell, Decision.StrongSell];
}
