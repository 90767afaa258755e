using Tauric.Engine.Time;

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

    private readonly IReadOnlyList<Story> _stories;
    private readonly Index _texts;
    private readonly Index _headlines;
    private readonly Dictionary<(string, string), int> _lastById = [];
    private readonly int[] _lastOfText;
    private readonly int[] _lastOfHeadline;
    private readonly int[] _lastShort;

    /// <param name="stories">In <see cref="Order"/>.</param>
    private NewsDedupe(IReadOnlyList<Story> stories)
    {
        _stories = stories;
        bool isMixed = stories.Any(story => story.IsShort) && stories.Any(story => !story.IsShort);
        _texts = new Index(stories, story => story.Text);
        // Where all stories have summaries, or none has, texts say it all.
        _headlines = isMixed ? new Index(stories, story => story.Headline) : new Index([], story => story.Headline);
        _lastOfText = Nothing(_texts.Count);
        _lastOfHeadline = Nothing(_headlines.Count);
        _lastShort = Nothing(_headlines.Count);
    }

    /// <summary>
    /// By time; at the same moment the fuller story first; then by content, so that arrival cannot matter.
    /// </summary>
    public static Story[] Order(IEnumerable<Story> stories) =>
    [
        .. stories.OrderBy(story => story.KnownAt).ThenBy(story => story.IsShort)
            .ThenBy(story => story.NewsId, StringComparer.Ordinal)
            .ThenBy(story => story.From.RawRef, StringComparer.Ordinal)
            .ThenBy(story => story.From.Item.ToString(), StringComparer.Ordinal),
    ];

    /// <returns>A verdict a story.</returns>
    public static Verdict[] Judge(IReadOnlyList<Story> ordered)
    {
        var dedupe = new NewsDedupe(ordered);
        var verdicts = new Verdict[ordered.Count];
        for (int i = 0; i < verdicts.Length; i++) verdicts[i] = dedupe.Next(i);
        return verdicts;
    }

    private Verdict Next(int i)
    {
        Story story = _stories[i];
        (string, string) id = (story.From.Payload.Source, story.From.Item.Id);
        int version = _lastById.GetValueOrDefault(id, -1);
        bool corrects = Recent(i, version) && _stories[version].Text != story.Text
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
        int same = _lastOfText[_texts.Of(i)];
        if (Recent(i, same)) return same;
        same = _headlines.Count == 0 ? -1 : LastComparable(i, _headlines.Of(i));
        return Recent(i, same) ? same : -1;
    }

    private int Near(int i)
    {
        int latest = -1;
        foreach (int text in _texts.Near(i)) latest = Math.Max(latest, _lastOfText[text]);
        if (_headlines.Count > 0)
        {
            foreach (int headline in _headlines.Near(i)) latest = Math.Max(latest, LastComparable(i, headline));
        }

        return Recent(i, latest) ? latest : -1;
    }

    /// <summary>Two stories with summaries are never compared by headline alone.</summary>
    private int LastComparable(int i, int headline) =>
        _stories[i].IsShort ? _lastOfHeadline[headline] : _lastShort[headline];

    private bool Recent(int i, int earlier) =>
        earlier >= 0 && _stories[i].KnownAt - _stories[earlier].KnownAt <= Days * UtcMicros.PerDay;

    private void Remember(int i, (string, string) id)
    {
        _lastById[id] = i;
        _lastOfText[_texts.Of(i)] = i;
        if (_headlines.Count == 0) return;
        _lastOfHeadline[_headlines.Of(i)] = i;
        if (_stories[i].IsShort) _lastShort[_headlines.Of(i)] = i;
    }

    private static int[] Nothing(int count)
    {
        var last = new int[count];
        Array.Fill(last, -1);
        return last;
    }

    /// <summary>Distinct texts of the stories, and which are alike.</summary>
    private sealed class Index
    {
        private readonly int[] _textOf;
        private readonly NearDuplicates _near;

        public Index(IReadOnlyList<Story> stories, Func<Story, string> text)
        {
            var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
            List<string> distinct = [];
            _textOf = new int[stories.Count];
            for (int i = 0; i < _textOf.Length; i++)
            {
                string words = text(stories[i]);
                if (numbers.TryAdd(words, distinct.Count)) distinct.Add(words);
                _textOf[i] = numbers[words];
            }

            _near = new NearDuplicates(distinct);
            Count = distinct.Count;
        }

        public int Count { get; }

        public int Of(int story) => _textOf[story];

        public IReadOnlyList<int> Near(int story) => _near.Of(_textOf[story]);
    }
}
