using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Topics;

/// <summary>What a company is called elsewhere on a day, or why it has no security.</summary>
/// <param name="Status">One of the names in <see cref="FirmLinks"/>.</param>
/// <param name="LinkDate">From when the link holds.</param>
/// <param name="Ticker">Where the link names it.</param>
public readonly record struct FirmLink(
    string Status, string? Gvkey, long? Permno, DateOnly? LinkDate, string? Ticker = null);

/// <summary>
/// From a company by way of its GVKEY to its PERMNO on the day of a call: links of type LU or LC, primary (P, C) and
/// used, whose interval holds the day, both ends included; an end that is missing is not yet.
/// </summary>
/// <remarks>
/// Where several hold, CRSP's primary (P) comes before Compustat's (C), LC before LU, then the latest start, then the
/// lowest PERMNO; of several GVKEYs likewise the first, in order, that leads to one.
/// </remarks>
public sealed class FirmLinks(IEnumerable<CompanyLink> companies, IEnumerable<SecurityLink> securities)
{
    public const string Linked = "linked";

    /// <summary>The company has no GVKEY on that day.</summary>
    public const string NoGvkey = "no-gvkey";

    /// <summary>The link table has nothing of its GVKEY.</summary>
    public const string NoLink = "no-link";

    /// <summary>It has, but of another type, not primary, or not used.</summary>
    public const string LinkKind = "link-not-usable";

    /// <summary>It has usable ones, but none on that day: they ended before, begin after, or leave a gap.</summary>
    public const string LinkDate = "link-not-on-date";

    private static readonly string[] s_statuses = [NoGvkey, NoLink, LinkKind, LinkDate, Linked];

    private readonly ILookup<long, CompanyLink> _companies = companies.ToLookup(link => link.CompanyId);
    private readonly ILookup<string, SecurityLink> _securities =
        securities.ToLookup(link => link.Gvkey, StringComparer.Ordinal);

    /// <summary>What came nearest, when nothing leads to a security.</summary>
    public FirmLink Of(long company, DateOnly day) => _companies[company]
        .Where(link => Holds(link.From, link.To, day))
        .Select(link => link.Gvkey).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Select(gvkey => Security(gvkey, day))
        .Prepend(new FirmLink(NoGvkey, null, null, null))
        .MaxBy(link => Array.IndexOf(s_statuses, link.Status));

    private FirmLink Security(string gvkey, DateOnly day)
    {
        SecurityLink[] usable = [.. _securities[gvkey].Where(IsUsable)];
        SecurityLink? best = usable.Where(link => Holds(link.From, link.To, day))
            .OrderBy(link => link.Primacy == "P" ? 0 : 1).ThenBy(link => link.Type == "LC" ? 0 : 1)
            .ThenByDescending(link => link.From).ThenBy(link => link.Permno).FirstOrDefault();
        if (best is not null) return new FirmLink(Linked, gvkey, best.Permno, best.From, best.Ticker);
        string status = usable.Length > 0 ? LinkDate : _securities.Contains(gvkey) ? LinkKind : NoLink;
        return new FirmLink(status, gvkey, null, null);
    }

    private static bool IsUsable(SecurityLink link) =>
        link.Type is "LU" or "LC" && link.Primacy is "P" or "C" && link.IsUsed;

    private static bool Holds(DateOnly? from, DateOnly? to, DateOnly day) =>
        (from is null || from <= day) && (to is null || day <= to);
}
