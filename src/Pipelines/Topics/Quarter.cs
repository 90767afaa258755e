using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Topics;

/// <summary>A calendar quarter: <c>2023Q1</c>.</summary>
/// <param name="Index">Quarters since the year 0.</param>
public readonly record struct Quarter(int Index)
{
    public DateOnly First => new(Index / 4, (Index % 4 * 3) + 1, 1);

    public DateOnly Last => First.AddMonths(3).AddDays(-1);

    public Quarter Previous => new(Index - 1);

    public static Quarter Of(DateOnly day) => new((day.Year * 4) + ((day.Month - 1) / 3));

    /// <exception cref="UsageException">The text is no quarter.</exception>
    public static Quarter Parse(string text) =>
        TryParse(text, out Quarter quarter) ? quarter : throw new UsageException($"'{text}' is no quarter: 2023Q1.");

    public static bool TryParse(ReadOnlySpan<char> text, out Quarter quarter)
    {
        quarter = default;
        if (text.Length != 6 || text[4] != 'Q' || text[5] is < '1' or > '4') return false;
        if (!int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out int year)) return false;
        quarter = new Quarter((year * 4) + text[5] - '1');
        return year >= 1900;
    }

    /// <summary>Both ends included.</summary>
    public static IEnumerable<Quarter> Between(Quarter first, Quarter last) =>
        Enumerable.Range(first.Index, Math.Max(0, last.Index - first.Index + 1)).Select(index => new Quarter(index));

    public bool Contains(DateOnly day) => Of(day) == this;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index / 4}Q{(Index % 4) + 1}");
}

/// <summary>
/// Some fifty firms of a quarter, as they were fetched together: the unit of work and of resuming. Its key is
/// <c>2023Q1/00</c>; the entity of its payloads is <c>2023Q1-00</c>, or <c>2023Q1</c> for a quarter in one piece.
/// </summary>
public readonly record struct Chunk(Quarter Quarter, string Name)
{
    private const string Only = "00";

    public string Key => $"{Quarter}/{Name}";

    /// <summary>For <c>--from</c> and <c>--to</c>.</summary>
    public Scope Scope => ScopeOf(Quarter);

    public static Scope ScopeOf(Quarter quarter) => new(null, quarter.First, quarter.Last);

    public static bool TryParseEntity(string entity, out Chunk chunk)
    {
        chunk = default;
        string[] parts = entity.Split('-', 2);
        if (!Quarter.TryParse(parts[0], out Quarter quarter)) return false;
        chunk = new Chunk(quarter, parts.Length == 2 && parts[1].Length > 0 ? parts[1] : Only);
        return true;
    }

    /// <summary>Of a key of ours.</summary>
    public static Chunk Parse(string key)
    {
        string[] parts = key.Split('/');
        return new Chunk(Quarter.Parse(parts[0]), parts[1]);
    }

    /// <summary>The chunks a dataset has, by quarter.</summary>
    public static IEnumerable<IGrouping<Quarter, Chunk>> ByQuarter(IPartitionKeys upstream, Dataset dataset) =>
        upstream.Of(dataset).Select(Parse).GroupBy(chunk => chunk.Quarter).OrderBy(quarter => quarter.Key.Index);
}
