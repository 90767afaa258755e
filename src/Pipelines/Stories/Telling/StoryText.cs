using System.Globalization;
using System.Text;
using Tauric.Engine;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>
/// Tells clauses as a story: a sentence that says which way the session leaned and what it was, then the subjects in
/// a drawn order, one or two clauses a sentence. A clause that speaks against the bias (where there is none, against
/// the first that takes a side), or against the first on volatility, is told as a concession.
/// </summary>
internal sealed class StoryText
{
    private const int LeadLengthMax = 96;
    private const int JoinLengthMax = 16;
    private const int SentenceClausesMax = 2;

    private static readonly string[] s_leads = ["{0} read {1} on {2}: {3}.", "{0} had a {1} session on {2}: {3}.",
        "On {2} {0} told a {1} story: {3}."];

    private static readonly string[] s_joins = [", and ", "; ", ", and "];
    private static readonly string[] s_concessions = [", although ", ", even though ", ", but "];
    private static readonly string[] s_turns = ["Even so, ", "Still, "];

    private readonly StringBuilder _text = new();
    private readonly List<ToldClause> _told = [];

    /// <summary>The clauses that are told, in order. Good until the next story.</summary>
    public IReadOnlyList<ToldClause> Told => _told;

    /// <summary>
    /// Decides which clauses are told and in which order: subjects as drawn, and whole clauses as long as they fit.
    /// </summary>
    public void Choose(IReadOnlyList<ToldClause> clauses, int lengthMax, ref CounterRandom random)
    {
        Span<Subject> order = [Subject.Volume, Subject.Momentum, Subject.Volatility];
        random.Shuffle(order);
        bool isEventFirst = random.NextInt(2) == 0;
        int left = lengthMax - LeadLengthMax;
        _told.Clear();
        Take(Subject.Price, clauses, ref left);
        if (isEventFirst) Take(Subject.Event, clauses, ref left);
        foreach (Subject subject in order) Take(subject, clauses, ref left);
        if (!isEventFirst) Take(Subject.Event, clauses, ref left);
    }

    /// <summary>The story of the clauses chosen.</summary>
    /// <param name="bias">−1, 0, +1.</param>
    public string Tell(string symbol, string date, int bias, ThemeRule theme, ReadOnlySpan<string> texts,
        ref CounterRandom random)
    {
        _text.Clear();
        _text.AppendFormat(CultureInfo.InvariantCulture, s_leads[random.NextInt(s_leads.Length)], symbol,
            StoryScores.Biases[bias + 1], date, theme.Words);
        int strain = 0, inSentence = 0;
        for (int i = 0; i < _told.Count; i++)
        {
            ToldClause clause = _told[i];
            if (bias == 0) bias = clause.Lean;
            if (strain == 0) strain = clause.Strain;
            bool isOpposed = clause.Lean * bias < 0 || clause.Strain * strain < 0;
            bool isNew = i == 0 || inSentence == SentenceClausesMax || clause.Subject != _told[i - 1].Subject;
            inSentence = isNew ? 1 : inSentence + 1;
            ReadOnlySpan<char> words = texts[(int)clause.Subject].AsSpan(clause.Start, clause.Length);
            if (isNew && i > 0) _text.Append('.');
            Append(words, isNew, isOpposed, ref random);
        }

        return (_told.Count > 0 ? _text.Append('.') : _text).ToString();
    }

    private void Append(ReadOnlySpan<char> clause, bool isNew, bool isOpposed, ref CounterRandom random)
    {
        if (!isNew)
        {
            string[] joins = isOpposed ? s_concessions : s_joins;
            _text.Append(joins[random.NextInt(joins.Length)]).Append(clause);
            return;
        }

        _text.Append(' ');
        if (isOpposed) _text.Append(s_turns[random.NextInt(s_turns.Length)]).Append(clause);
        else _text.Append(char.ToUpperInvariant(clause[0])).Append(clause[1..]);
    }

    private void Take(Subject subject, IReadOnlyList<ToldClause> clauses, ref int left)
    {
        foreach (ToldClause clause in clauses)
        {
            if (clause.Subject != subject || clause.Length + JoinLengthMax > left) continue;
            left -= clause.Length + JoinLengthMax;
            _told.Add(clause);
        }
    }
}
