using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample;

internal enum Feed
{
    Finnhub,
    Google,
}

internal enum ReleaseKind
{
    Original,
    Syndicated,
    Corrected,
    Duplicate,
    Malformed,
}

/// <summary>A paper that does not exist, so that nothing here is put into a real one's mouth.</summary>
internal sealed record Publisher(string Name, string Host);

/// <summary>One appearance of a story in one feed.</summary>
/// <param name="Id">Finnhub's id: a correction repeats it, a syndicated copy has its own.</param>
/// <param name="Micros">When the feed showed it, UTC microseconds, whole seconds.</param>
internal sealed record Release(
    Feed Feed, ReleaseKind Kind, long Id, long Micros, string Headline, string Summary, Publisher Publisher)
{
    public DateOnly UtcDay => UtcMicros.FromDate32((int)(Micros / UtcMicros.PerDay));
}

/// <summary>
/// The invented press of one issuer: how many stories a day brings, their mood, and how they travel. Every draw is
/// keyed by the day a story was born, so a longer span does not change the earlier days.
/// </summary>
internal sealed class NewsDesk(long seed, MarketModel market, Issuer issuer, double newsScale)
{
    private const long IdsPerDay = 20_000;
    private const long IdsPerIssuer = 1_000;
    private const double CrossPostedShare = .35;
    private const double GoogleOnlyShare = .3;

    private static readonly Publisher[] Publishers =
    [
        new("Harbor Wire", "harborwire.example"), new("Street Ledger", "streetledger.example"),
        new("The Exchange Post", "exchangepost.example"), new("MarketLoom", "marketloom.example"),
        new("Capital Courier", "capitalcourier.example"), new("Börsenblick", "boersenblick.example"),
        new("Ticker & Tape", "tickertape.example"), new("Sector Signal", "sectorsignal.example"),
        new("Morning Margin", "morningmargin.example"), new("Fintide", "fintide.example"),
        new("The Dividend Diary", "dividenddiary.example"), new("Global Floor", "globalfloor.example"),
    ];

    private readonly Bar[] _bars = market.Bars(issuer);
    private readonly Dictionary<DateOnly, EarningsReport> _reports =
        market.Reports(issuer).ToDictionary(report => report.Published);

    /// <summary>Everything born on an Eastern day, copies included; some of it appears on later days.</summary>
    public IEnumerable<Release> BornOn(DateOnly day)
    {
        var random = CounterRandom.For(seed, "news", issuer.Ticker, $"{day:yyyy-MM-dd}");
        int session = market.IndexAtOrBefore(day);
        bool open = _bars[session].Day == day;
        double surprise = Surprise(session);
        double busy = open ? .7 + (.3 * Math.Min(Math.Abs(surprise), 4)) : .35;
        int stories = Poisson(ref random, issuer.NewsPerDay * newsScale * busy / (1 - GoogleOnlyShare));
        stories += _reports.ContainsKey(day) ? 2 : 0;
        return Enumerable.Range(0, stories).SelectMany(n => Story(day, n, session, open, surprise));
    }

    private IEnumerable<Release> Story(DateOnly day, int n, int session, bool open, double surprise)
    {
        var random = CounterRandom.For(seed, "story", issuer.Ticker, $"{day:yyyy-MM-dd}", $"{n}");
        Release story = Written(ref random, day, n, session, open, surprise);
        double lane = random.NextUniform();
        if (lane < 1 - GoogleOnlyShare)
        {
            yield return story;
        }

        if (lane < CrossPostedShare || lane >= 1 - GoogleOnlyShare)
        {
            yield return story with { Feed = Feed.Google };
        }

        Feed home = lane < 1 - GoogleOnlyShare ? Feed.Finnhub : Feed.Google;
        foreach (Release copy in Copies(story with { Feed = home }, random))
        {
            yield return copy;
        }
    }

    private Release Written(ref CounterRandom random, DateOnly day, int n, int session, bool open, double surprise)
    {
        bool report = n < 2 && _reports.ContainsKey(day);
        bool recap = !report && open && random.NextUniform() < .12;
        // Until the close only yesterday's price is known: a story must not quote its own future.
        Bar known = open && !recap && session > 0 ? _bars[session - 1] : _bars[session];
        var words = CounterRandom.For(seed, "words", issuer.Ticker, $"{day:yyyy-MM-dd}", $"{n}");
        NewsGrammar grammar = new(issuer, Math.Round(known.Close, 2), day, words);
        (Mood mood, string[] templates, TimeOnly time) =
            report ? Report(ref random, grammar, _reports[day], n)
            : recap ? Recap(ref random, grammar, known)
            : Chatter(ref random, session, surprise);
        string headline = grammar.Headline(templates);
        string summary = grammar.Summary(NewsPhrases.Sentences(mood, issuer.IsFund));
        long born = day.DayNumber - MarketModel.FirstDay.DayNumber + 5_000;
        long id = (born * IdsPerDay) + (issuer.Index * IdsPerIssuer) + n;
        long micros = MarketTime.ToUtcMicros(day, time);
        return new Release(Feed.Finnhub, ReleaseKind.Original, id, micros, headline, summary, Pick(ref random));
    }

    private (Mood Mood, string[] Templates, TimeOnly Time) Report(
        ref CounterRandom random, NewsGrammar grammar, EarningsReport report, int n)
    {
        Mood mood = report.Surprise >= 0 ? Mood.Positive : Mood.Negative;
        double revenue = SimFinIncome.Revenue(seed, issuer, report.QuarterEnd);
        grammar.With("revenue", $"${Text(revenue / 1000, "0.0")} billion");
        TimeOnly time = new(16, 4 + (9 * n), random.NextInt(60));
        return (mood, mood == Mood.Positive ? NewsPhrases.Beats : NewsPhrases.Misses, time);
    }

    private static (Mood Mood, string[] Templates, TimeOnly Time) Recap(
        ref CounterRandom random, NewsGrammar grammar, Bar bar)
    {
        Mood mood = bar.Return >= 0 ? Mood.Positive : Mood.Negative;
        grammar.With("move", Text(100 * Math.Abs(Math.Exp(bar.Return) - 1), "0.0"))
            .With("close", grammar.Price).With("volume", Text(bar.Volume / 1e6, "0"));
        TimeOnly time = new(16, 6 + random.NextInt(50), random.NextInt(60));
        return (mood, mood == Mood.Positive ? NewsPhrases.RecapUp : NewsPhrases.RecapDown, time);
    }

    /// <summary>The mood leans with the day's return and, one time in five, with the next session's.</summary>
    private (Mood Mood, string[] Templates, TimeOnly Time) Chatter(
        ref CounterRandom random, int session, double surprise)
    {
        double hint = random.NextUniform() < .2 && session + 1 < _bars.Length ? Surprise(session + 1) : surprise;
        double score = (.7 * hint) + random.NextNormal();
        Mood mood = score > .5 ? Mood.Positive : score < -.5 ? Mood.Negative : Mood.Neutral;
        return (mood, NewsPhrases.Headlines(mood, issuer.IsFund), TimeOf(ref random));
    }

    private static IEnumerable<Release> Copies(Release story, CounterRandom random)
    {
        if (random.NextUniform() < .14)
        {
            Feed feed = random.NextUniform() < .6 ? Feed.Finnhub : Feed.Google;
            yield return story with
            {
                Feed = feed,
                Kind = ReleaseKind.Syndicated,
                Id = story.Id + 500,
                Micros = Later(ref random, story.Micros, 20 * 60),
                Headline = Edited(ref random, story.Headline),
                Publisher = Pick(ref random, story.Publisher),
            };
        }

        if (random.NextUniform() < .012)
        {
            yield return story with
            {
                Kind = ReleaseKind.Corrected,
                Micros = Later(ref random, story.Micros, 30 * 60),
                Headline = "CORRECTED: " + Corrected(story.Headline),
                Summary = $"(Corrects the figures in paragraph {2 + random.NextInt(4)}.) " + story.Summary,
            };
        }

        double accident = random.NextUniform();
        if (accident < .012)
        {
            yield return story with { Kind = ReleaseKind.Duplicate };
        }
        else if (accident < .018)
        {
            yield return story with { Kind = ReleaseKind.Malformed, Id = story.Id + 700 };
        }
    }

    /// <summary>The small changes by which a desk makes a wire story its own.</summary>
    private static string Edited(ref CounterRandom random, string headline) => random.NextInt(5) switch
    {
        0 => "UPDATE 1-" + headline,
        1 => headline + " - report",
        2 => headline.Replace("shares", "stock", StringComparison.Ordinal),
        3 => headline.Replace(" said to ", " reportedly to ", StringComparison.Ordinal).TrimEnd('.'),
        _ => headline.Replace("“", "'", StringComparison.Ordinal).Replace("”", "'", StringComparison.Ordinal),
    };

    /// <summary>Moves the last digit of the first amount, if the headline has one.</summary>
    private static string Corrected(string headline)
    {
        string[] units = ["%", " million", " billion"];
        int[] ends = [.. units.Select(unit => headline.IndexOf(unit, StringComparison.Ordinal)).Where(at => at > 0)];
        if (ends.Length == 0 || !char.IsAsciiDigit(headline[ends[0] - 1]))
        {
            return headline;
        }

        char digit = headline[ends[0] - 1];
        return headline[..(ends[0] - 1)] + (char)(digit == '9' ? '7' : digit + 1) + headline[ends[0]..];
    }

    private static long Later(ref CounterRandom random, long micros, int minutesMax) =>
        micros + ((20 + random.NextInt(minutesMax)) * 60 * UtcMicros.PerSecond);

    private double Surprise(int session)
    {
        double typical = (issuer.Beta * .009) + (issuer.OwnVolatility / 100);
        return _bars[session].Return / typical;
    }

    private static TimeOnly TimeOf(ref CounterRandom random)
    {
        double part = random.NextUniform();
        (int from, int minutes) = part switch
        {
            < .28 => (6 * 60, 210),
            < .72 => (570, 390),
            < .9 => (960, 240),
            _ => (1_200, 239),
        };
        int seconds = (60 * (from + random.NextInt(minutes))) + random.NextInt(60);
        return TimeOnly.MinValue.Add(TimeSpan.FromSeconds(seconds));
    }

    private static Publisher Pick(ref CounterRandom random, Publisher? other = null)
    {
        Publisher[] rest = [.. Publishers.Where(publisher => publisher != other)];
        return rest[random.NextInt(rest.Length)];
    }

    /// <summary>Knuth's product of uniforms; fine for the small means used here.</summary>
    private static int Poisson(ref CounterRandom random, double mean)
    {
        double limit = Math.Exp(-mean);
        int n = 0;
        for (double product = random.NextUniform(); product > limit; product *= random.NextUniform())
        {
            n++;
        }

        return n;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
