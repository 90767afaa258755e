using System.Globalization;
using System.Text;
using Tauric.Engine;

namespace Tauric.Host.Sample;

internal enum Mood
{
    Negative,
    Neutral,
    Positive,
}

/// <summary>Fills the slots of <see cref="NewsPhrases"/> for one story; a slot is drawn once, then repeated.</summary>
internal sealed class NewsGrammar(Issuer issuer, double price, DateOnly day, CounterRandom random)
{
    private static readonly string[] Partners =
        ["Altamar Group", "Norvik Systems", "Lindqvist AB", "Kestrel Logistics", "Okafor Industries", "Harrow & Pine",
         "Sumida Works", "Castell Énergie", "Brightwater Health", "Ferro Dynamics", "Tallis Retail", "Grüner Motoren"];

    private static readonly string[] Brokers =
        ["Northgate Securities", "Calloway & Reed", "Pellham Brothers", "Aster Capital Markets", "Broadmoor Research",
         "Kittridge Partners", "Harbourline", "Voss & Zürcher", "Madrigal Equity", "Stonebridge Street"];

    private static readonly string[] Funds =
        ["Tern Point Capital", "Granite Loop", "Oakhollow", "Meridian Ridge", "Blue Heron Partners", "Sable Arc"];

    private static readonly string[] Analysts =
        ["Dana Whitlock", "Tomás Arce", "Priya Nandakumar", "Jörg Feldmann", "Mei-Ling Cho", "Owen Baptiste",
         "Renée Lacroix", "Samuel Adeyemi"];

    private static readonly string[] Regions =
        ["Europe", "China", "Japan", "Latin America", "India", "the Middle East", "North America", "Southeast Asia",
         "Germany", "the U.K.", "Brazil", "Korea"];

    private static readonly string[] Cities =
        ["Austin", "Phoenix", "Dublin", "Singapore", "Zürich", "São Paulo", "Osaka", "Toronto", "Chicago", "Munich",
         "Bengaluru", "Kraków", "Boston", "Malmö"];

    private static readonly string[] Agencies =
        ["the competition authority", "the FTC", "a Senate panel", "the European Commission", "the SEC",
         "a federal judge", "the trade regulator", "the Justice Department"];

    private static readonly string[] Events =
        ["its investor day", "the autumn conference", "the earnings call", "a technology summit", "the annual meeting",
         "the industry forum", "the capital markets day"];

    private readonly Dictionary<string, string> _values = [];
    private CounterRandom _random = random;

    public string Price { get; } = price.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Fixes a slot before anything is filled, for numbers the market model knows.</summary>
    public NewsGrammar With(string slot, string value)
    {
        _values[slot] = value;
        return this;
    }

    public string Headline(string[] templates) => Fill(templates[_random.NextInt(templates.Length)]);

    /// <summary>One to four distinct sentences.</summary>
    public string Summary(string[] sentences)
    {
        int[] order = [.. Enumerable.Range(0, sentences.Length)];
        _random.Shuffle<int>(order);
        return string.Join(' ', order.Take(1 + _random.NextInt(4)).Select(i => Fill(sentences[i])));
    }

    /// <summary>A filled template with a capital first letter: some slots begin with an article.</summary>
    private string Fill(string template)
    {
        string text = Filled(template);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private string Filled(string template)
    {
        StringBuilder text = new();
        for (int at = 0; at < template.Length;)
        {
            int open = template.IndexOf('{', at);
            if (open < 0)
            {
                return text.Append(template, at, template.Length - at).ToString();
            }

            int close = template.IndexOf('}', open);
            text.Append(template, at, open - at).Append(Slot(template[(open + 1)..close]));
            at = close + 1;
        }

        return text.ToString();
    }

    private string Slot(string name)
    {
        if (!_values.TryGetValue(name, out string? value))
        {
            value = Draw(name);
            _values.Add(name, value);
        }

        return value;
    }

    private string Draw(string slot) => slot switch
    {
        "name" => issuer.Name,
        "product" => Pick(issuer.Products),
        "rival" => Pick(issuer.Rivals),
        "partner" => Pick(Partners),
        "broker" => Pick(Brokers),
        "fund" => Pick(Funds),
        "analyst" => Pick(Analysts),
        "region" => Pick(Regions),
        "city" => Pick(Cities),
        "agency" => Pick(Agencies),
        "event" => Pick(Events),
        "price" => Price,
        "target" => Number(Math.Round(price * (.8 + (.5 * _random.NextUniform()))), "0"),
        "pct" => Number(.5 + (12 * _random.NextUniform()), "0.#"),
        "big" => Number(12 + _random.NextInt(60), "0"),
        "bps" => Number(20 + (10 * _random.NextInt(24)), "0"),
        "usd" => $"${Number(1 + (14 * _random.NextUniform()), "0.0")} billion",
        "mln" => $"${Number(40 + (10 * _random.NextInt(90)), "0")} million",
        "count" => Number(1_200 + (50 * _random.NextInt(900)), "#,0"),
        "count2" => Number(3 + _random.NextInt(12), "0"),
        "count3" => Number(18 + _random.NextInt(60), "0"),
        "years" => Number(2 + _random.NextInt(7), "0"),
        "year" => Number(day.Year - 1 - _random.NextInt(9), "0"),
        "nextyear" => Number(day.Year + 1 + _random.NextInt(4), "0"),
        "quarter" => $"the {Pick(["first", "second", "third", "fourth"])} quarter",
        "month" => day.AddMonths(1 + _random.NextInt(6)).ToString("MMMM", CultureInfo.InvariantCulture),
        "weekday" => $"{day.AddDays(_random.NextInt(5)).DayOfWeek}",
        _ => throw new BugException($"news slot {{{slot}}} has no rule"),
    };

    private string Pick(string[] choices) => choices[_random.NextInt(choices.Length)];

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
