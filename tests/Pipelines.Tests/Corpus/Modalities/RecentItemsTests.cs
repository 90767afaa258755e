using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Pipelines.Corpus.Modalities;

namespace Tauric.Pipelines.Tests.Corpus.Modalities;

public sealed class RecentItemsTests
{
    private const int CountMin = 3;

    [Fact]
    public void The_last_ones_asked_for_are_there_as_they_were_added_and_twice_as_many_at_most() =>
        Prop.ForAll(Gen.Choose(0, 9).ListOf().ToArbitrary(), asked =>
        {
            var recent = new RecentItems(CountMin);
            var added = new Dictionary<int, Item>();
            for (int i = 0; i < asked.Count; i++)
            {
                bool isThere = recent.TryGet($"{asked[i]}", "g", out Item? found);
                int[] last = [.. asked.Take(i).Reverse().Distinct().Take(CountMin)];
                if (last.Contains(asked[i]) && !isThere) return false;
                if (isThere && !ReferenceEquals(found, added[asked[i]])) return false;
                if (!isThere) recent.Add(added[asked[i]] = new Item($"{asked[i]}", "- x\n", "g"));
            }

            return Enumerable.Range(0, 10).Count(id => recent.TryGet($"{id}", "g", out _)) <= 2 * CountMin;
        }).Holds();

    [Fact]
    public void A_group_is_part_of_the_name()
    {
        var recent = new RecentItems(CountMin);
        recent.Add(new Item("a", "- x\n", "0-3"));
        Assert.True(recent.TryGet("a", "0-3", out _));
        Assert.False(recent.TryGet("a", "4-10", out _));
    }
}
