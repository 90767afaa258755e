using Tauric.Engine;

namespace Tauric.Pipelines.Feeds;

/// <summary>Names the source folder whose payloads a <see cref="Feed{TItem}"/> reads.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FeedAttribute(string source) : Attribute
{
    public string Source { get; } = source;

    /// <summary>Is the entity of its payloads a ticker (and not, say, a macro series)?</summary>
    public bool ByTicker { get; init; } = true;
}

/// <summary>One thing a provider reported.</summary>
/// <param name="Id">What finds it in its payload, whatever else the payload holds: the provider's id, a date.</param>
/// <param name="EventTime">When it happened, µs UTC.</param>
/// <param name="KnownAt">From when it could be known, µs UTC.</param>
public abstract record FeedItem(string Id, long EventTime, long KnownAt);

/// <summary>A wire format: bytes of a payload to items. Stateless; safe from many threads.</summary>
public abstract class Feed<TItem>
    where TItem : FeedItem
{
    /// <summary>Adds the items of a payload; one that cannot be read is refused alone.</summary>
    /// <exception cref="RefusedException">The payload as a whole is not of this format.</exception>
    public abstract void Read(Payload payload, FeedItems<TItem> items);
}

/// <summary>The items of one payload and why others are missing.</summary>
public sealed class FeedItems<TItem>
    where TItem : FeedItem
{
    private const int IdLengthMax = 512;

    public List<TItem> Read { get; } = [];

    public List<(int Index, string Reason, string Detail)> Refused { get; } = [];

    /// <param name="index">Position in the payload.</param>
    /// <param name="parse">Returns null for what is silently no item; throws <see cref="RefusedException"/>.</param>
    public void Add(int index, Func<TItem?> parse)
    {
        try
        {
            if (parse() is not { } item) return;
            if (item.Id.Length > IdLengthMax)
                throw new RefusedException("field-too-long", $"id: {item.Id.Length} letters");
            Read.Add(item);
        }
        catch (RefusedException refused)
        {
            Refused.Add((index, refused.Reason, refused.Message));
        }
    }
}

/// <summary>An item, or a payload, is refused: it becomes a counted reject.</summary>
/// <param name="reason">Stable slug.</param>
/// <param name="detail">What was seen.</param>
public sealed class RefusedException(string reason, string detail) : Exception(detail)
{
    public string Reason { get; } = reason;
}

/// <summary>
/// Every feed of this assembly by source, found once. A recording that holds things of several kinds is a source of as
/// many feeds.
/// </summary>
public static class FeedRegistry
{
    private static readonly IReadOnlyList<(FeedAttribute About, object Feed)> All =
        Found(Registration.TypesOf(typeof(FeedRegistry).Assembly));

    /// <summary>Feeds that give this kind of item, by source, ordinal order.</summary>
    public static IReadOnlyDictionary<string, Feed<TItem>> Of<TItem>()
        where TItem : FeedItem => OfKind<Feed<TItem>>();

    /// <summary>Feeds of a kind, by source, ordinal order.</summary>
    public static IReadOnlyDictionary<string, TFeed> OfKind<TFeed>()
        where TFeed : class
    {
        var feeds = new SortedDictionary<string, TFeed>(StringComparer.Ordinal);
        foreach ((FeedAttribute about, object feed) in All)
        {
            if (feed is TFeed wanted) feeds.Add(about.Source, wanted);
        }

        return feeds;
    }

    public static bool IsByTicker(string source) =>
        All.Any(feed => feed.About.Source == source && feed.About.ByTicker);

    /// <exception cref="BugException">Two feeds give one kind of item from one source.</exception>
    internal static IReadOnlyList<(FeedAttribute About, object Feed)> Found(IEnumerable<Type> types)
    {
        var found = new Dictionary<(string Source, Type Kind), (FeedAttribute About, object Feed)>();
        foreach ((FeedAttribute about, object feed) in Registration.Of<FeedAttribute>(types))
        {
            Type type = feed.GetType();
            if (!found.TryAdd((about.Source, type.BaseType!), (about, feed)))
                throw new BugException($"Feed '{about.Source}' is claimed by {type.Name} and another; rename one.");
        }

        return [.. found.Values];
    }
}
