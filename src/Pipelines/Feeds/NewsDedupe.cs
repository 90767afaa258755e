using Tauric.Engine.Time;
using Tauric.Kernels.Text;

namespace Tauric.Pipelines.Feeds;

/// <summary>A story with what is compared of it.</summary>
/// <param name="Headline">Canonical headline.</param>
/// <param name="Text">Canonical headline and summary.</param>
/// <param name="NewsId">16 hex digits over ticker, time and text.</param>
internal sealed record Story(Sourced<NewsItem> From, string Headline, string Text, string NewsId)
{
    public bool IsShort => From.Item.Summary is null;

    public long KnownAt => From.Item.KnownAt;
}

/// <summary>
/// What became of a story. Both refer to a news id of the seven days before: the story it repeats, or the version it
/// corrects (which need not have survived itself).
/// </summary>
internal readonly record struct Verdict(string? Repeats, bool Exactly, string? Supersedes);

/// <summary>
/// A story survives when no earlier one of the last seven days, kept or not, is its exact or near copy. So whether it
/// survives depends on the past alone, and not on the order in which payloads arrived.
/// </summary>
/// <remarks>
/// A feed without summaries shows the headline only: a story without one is a copy of any story with that headline,
/// and is itself compared by headline. A provider that sends an id again with another text corrects what it said.
/// </remarks>
internal sealed class NewsDedupe
{
    public const int Days = 7;

    private const double SimilarityMin = 0.8;

    private readonly IReadOnlyList<Story> _stories;
    private readonly Sightings _texts;
    private readonly Sightings? _headlines;
    private readonly Sightings? _shortHeadlines;
    private readonly Dictionary<(string, string), int> _lastById = [];
    private int _firstRecent;

    /// <param name="stories">In <see cref="Order"/>.</param>
    private NewsDedupe(IReadOnlyList<Story> stories)
    {
        _stories = stories;
        _texts = new Sightings(stories, story => story.Text);
        // Where all stories have summaries, or none has, texts say it all.
        if (stories.All(story => story.IsShort) || !stories.Any(story => story.IsShort)) return;
        _headlines = new Sightings(stories, story => story.Headline);
        _shortHeadlines = new Sightings(_headlines);
    }

    /// <summary>
    /// By time; at the same moment the fuller story first; then by content, so that arrival cannot matter.
    /// </summary>
    public static Story[] Order(IEnumerable<Story> stories) => [.. stories.Order(Comparer<Story>.Create(Compare))];

    /// <returns>A verdict a story.</returns>
    public static Verdict[] Judge(IReadOnlyList<Story> ordered)
    {
        var dedupe = new NewsDedupe(ordered);
        var verdicts = new Verdict[ordered.Count];
        for (int i = 0; i < verdicts.Length; i++) verdicts[i] = dedupe.Next(i);
        return verdicts;
    }

    // Step by step, for an item is put into words only where all else is equal.
    private static int Compare(Story a, Story b)
    {
        int order = a.KnownAt.CompareTo(b.KnownAt);
        if (order == 0) order = a.IsShort.CompareTo(b.IsShort);
        if (order == 0) order = string.CompareOrdinal(a.NewsId, b.NewsId);
        if (order == 0) order = string.CompareOrdinal(a.From.RawRef, b.From.RawRef);
        return order == 0 ? string.CompareOrdinal(a.From.Item.ToString(), b.From.Item.ToString()) : order;
    }

    private Verdict Next(int i)
    {
        Story story = _stories[i];
        while (story.KnownAt - _stories[_firstRecent].KnownAt > Days * UtcMicros.PerDay) _firstRecent++;
        (string, string) id = (story.From.Payload.Source, story.From.Item.Id);
        int version = _lastById.GetValueOrDefault(id, -1);
        bool corrects = version >= _firstRecent && _stories[version].Text != story.Text
            && _stories[version].KnownAt < story.KnownAt;
        int exact = Exact(i);
        int near = exact >= 0 || corrects ? -1 : Near(i);
        Remember(i, id);
        int repeats = Math.Max(exact, near);
        return repeats >= 0
            ? new Verdict(_stories[repeats].NewsId, exact >= 0, null)
            : new Verdict(null, false, corrects ? _stories[version].NewsId : null);
    }

    private int Exact(int i)
    {
        int same = _texts.Same(i);
        if (same < _firstRecent) same = Comparable(i)?.Same(i) ?? -1;
        return same < _firstRecent ? -1 : same;
    }

    private int Near(int i) =>
        Math.Max(_texts.Near(i, _firstRecent), Comparable(i)?.Near(i, _firstRecent) ?? -1);

    /// <summary>Two stories with summaries are never compared by headline alone.</summary>
    private Sightings? Comparable(int i) => _stories[i].IsShort ? _headlines : _shortHeadlines;

    private void Remember(int i, (string, string) id)
    {
        _lastById[id] = i;
        _texts.See(i);
        _headlines?.See(i);
        if (_stories[i].IsShort) _shortHeadlines?.See(i);
    }

    /// <summary>When each distinct text of the stories was last seen, and the texts like it.</summary>
    private sealed class Sightings
    {
        private readonly int[] _textOf;
        private readonly NearTexts _near;
        private readonly LatestNear _latest;

        public Sightings(IReadOnlyList<Story> stories, Func<Story, string> text)
        {
            var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
            _textOf = new int[stories.Count];
            for (int i = 0; i < _textOf.Length; i++)
            {
                string words = text(stories[i]);
                if (!numbers.TryGetValue(words, out _textOf[i])) numbers.Add(words, _textOf[i] = numbers.Count);
            }

            _near = new NearTexts(numbers.OrderBy(n => n.Value).Select(n => Shingles.Of(n.Key)), SimilarityMin);
            _latest = new LatestNear(_near);
        }

        /// <summary>The same texts, none seen yet.</summary>
        public Sightings(Sightings others)
        {
            (_textOf, _near) = (others._textOf, others._near);
            _latest = new LatestNear(_near);
        }

        public void See(int story) => _latest.See(_textOf[story], story);

        /// <summary>The last story seen with the very text of this one.</summary>
        public int Same(int story) => _latest.LastSeen(_textOf[story]);

        public int Near(int story, int since) => _latest.Latest(_textOf[story], since);
    }
}
