using Tauric.Pipelines.Feeds;
using Tauric.Pipelines.Topics;

namespace Tauric.Pipelines.Tests.Topics;

public sealed class FirmLinksTests
{
    private static readonly DateOnly s_day = new(2023, 2, 15);

    [Fact]
    public void An_open_link_holds_and_both_ends_count()
    {
        Assert.Equal(new FirmLink("linked", "A", 1, new DateOnly(2000, 1, 1)), Of(Link(1)));
        Assert.Equal(1, Of(Link(1, from: s_day)).Permno);
        Assert.Equal(1, Of(Link(1, to: s_day)).Permno);
        Assert.Equal("link-not-on-date", Of(Link(1, from: s_day.AddDays(1))).Status);
        Assert.Equal("link-not-on-date", Of(Link(1, to: s_day.AddDays(-1))).Status);
    }

    [Fact]
    public void A_gap_between_links_is_no_link()
    {
        FirmLink link = Of(Link(1, to: new(2022, 12, 31)), Link(2, from: new(2023, 3, 1)));
        Assert.Equal(("link-not-on-date", "A", null), (link.Status, link.Gvkey, link.Permno));
    }

    [Theory]
    [InlineData("LN", "P", true)]
    [InlineData("LU", "J", true)]
    [InlineData("LU", "P", false)]
    public void Other_kinds_of_links_do_not_count(string type, string primacy, bool isUsed) =>
        Assert.Equal("link-not-usable", Of(Link(1) with { Type = type, Primacy = primacy, IsUsed = isUsed }).Status);

    [Fact]
    public void Of_two_securities_CRSPs_primary_is_taken_then_LC_then_the_latest_then_the_lowest()
    {
        Assert.Equal(2, Of(Link(1) with { Primacy = "C" }, Link(2)).Permno);
        Assert.Equal(2, Of(Link(1), Link(2) with { Type = "LC" }).Permno);
        Assert.Equal(2, Of(Link(1), Link(2, from: new(2001, 1, 1))).Permno);
        Assert.Equal(1, Of(Link(2), Link(1)).Permno);
    }

    [Fact]
    public void Without_a_gvkey_or_a_row_there_is_no_link()
    {
        var links = new FirmLinks([new CompanyLink("", 7, "B", null, new DateOnly(2020, 1, 1))], [Link(1)]);
        Assert.Equal("no-gvkey", links.Of(8, s_day).Status);
        Assert.Equal("no-gvkey", links.Of(7, s_day).Status);
        Assert.Equal("no-link", links.Of(7, new DateOnly(2019, 1, 1)).Status);
    }

    [Fact]
    public void Of_two_gvkeys_the_one_that_leads_to_a_security_is_taken()
    {
        var links = new FirmLinks(
            [new CompanyLink("", 7, "0", null, null), new CompanyLink("", 7, "A", null, null)], [Link(1)]);
        Assert.Equal(("linked", "A"), (links.Of(7, s_day).Status, links.Of(7, s_day).Gvkey));
    }

    private static FirmLink Of(params SecurityLink[] links) =>
        new FirmLinks([new CompanyLink("", 7, "A", null, null)], links).Of(7, s_day);

    private static SecurityLink Link(long permno, DateOnly? from = null, DateOnly? to = null) =>
        new("", "A", permno, "LU", "P", IsUsed: true, from ?? new DateOnly(2000, 1, 1), to);
}
