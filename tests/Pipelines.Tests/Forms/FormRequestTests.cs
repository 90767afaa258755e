using Tauric.Engine.Contracts;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class FormRequestTests
{
    [Fact]
    public void The_rule_draws_its_words_for_the_seed_and_the_facts()
    {
        string[] keywords = ["cloud", "data", "store"];
        string[] names = [.. Enumerable.Range(0, 30).Select(seed => Request(keywords, seed).ByRule())];
        Assert.Equal(3, names.Distinct().Count());
        Assert.Equal(names[5], Request(keywords, 5).ByRule());
    }

    private static FormRequest<TopicFacts> Request(string[] keywords, long seed) => new(
        new TopicNameForm(), new TopicFacts(keywords, []), isTrained: true, new TextParameters(8), seed);
}
