using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// The tone in which each firm of a chunk speaks of each theme. A sentence is of the tone of most of its words that
/// have one, or of the one a classifier gives it.
/// </summary>
/// <param name="classifier">Judges sentences; where it is null or has no right answer, the lexicon does.</param>
/// <param name="seed">Of its choices.</param>
public sealed class ScoreSentiment(ToneLexicon lexicon, TextAsker? classifier = null, long seed = 0) : Step
{
    private static readonly ToneForm s_form = new();
    private static readonly string[] s_same =
        ["theme_id", "theme_name", "firm_id", "firm_name", "permno", "earnings_call_date", "quarter"];

    private readonly FormAsker? _asker = classifier is null ? null : new FormAsker(classifier, seed);

    public override string Name => "score_sentiment";

    public override int Version => 2;

    public override Dataset Output => TopicDatasets.Sentiment;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [new("lexicon", lexicon.Identity), .. _asker?.Parameters ?? []];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        upstream.Of(TopicDatasets.ThemesForSentiment).Select(key => new Partition(key,
            [new Read(TopicDatasets.ThemesForSentiment, key)], Chunk.Parse(key).Scope));

    public override void Run(Work work)
    {
        RecordBatch themes = work.Rows(TopicDatasets.ThemesForSentiment)[0].Rows;
        Dictionary<string, FormAnswer> judged = Judged(work, themes);
        using var builder = new BatchBuilder(Output.Schema);
        // Topics of a firm in a theme lie side by side: themes list topics by firm.
        for (int first = 0, next; first < themes.Length; first = next)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            for (next = first + 1; next < themes.Length && IsSame(themes, first, next);) next++;
            var tally = new Tally();
            for (int row = first; row < next; row++)
            {
                foreach (string text in Sentences(themes, row))
                {
                    if (judged.TryGetValue(text, out FormAnswer? answer)) tally.Add(answer.Text);
                    else tally.Add(text, lexicon);
                }
            }

            foreach (string column in s_same) builder[column].AppendFrom(themes[column], first);
            tally.AppendTo(builder);
            builder["scored_by"].AppendText(classifier?.Traits.Name ?? lexicon.Identity);
            if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
        }

        work.Write(builder.Build());
    }

    private static bool IsSame(RecordBatch themes, int a, int b) =>
        themes["theme_id"].Bytes(a).SequenceEqual(themes["theme_id"].Bytes(b))
        && themes["firm_id"].Bytes(a).SequenceEqual(themes["firm_id"].Bytes(b));

    private static IEnumerable<string> Sentences(RecordBatch themes, int row)
    {
        Column texts = themes["sentences"].Children[0].Children[1];
        (int first, int count) = themes["sentences"].ItemRange(row).GetOffsetAndLength(texts.Length);
        for (int i = first; i < first + count; i++) yield return texts.Text(i)!;
    }

    /// <summary>The classifier's answers by sentence but those it got wrong; each sentence is asked once.</summary>
    private Dictionary<string, FormAnswer> Judged(Work work, RecordBatch themes)
    {
        if (_asker is null) return [];
        string[] texts =
            [.. Enumerable.Range(0, themes.Length).SelectMany(row => Sentences(themes, row)).Distinct()];
        IReadOnlyList<FormAnswer> answers = _asker.Ask(s_form, $"{Output.Name}/{work.Key}", work.Key,
            [.. texts.Select(text => ToneScorer.Facts(text, lexicon))], work.Cancelled);
        return texts.Zip(answers).Where(judged => !judged.Second.IsByRule)
            .ToDictionary(judged => judged.First, judged => judged.Second, StringComparer.Ordinal);
    }

    private sealed class Tally
    {
        private readonly SortedDictionary<string, int> _good = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, int> _bad = new(StringComparer.Ordinal);
        private int _sentences, _byLexicon, _positive, _negative, _goodWords, _badWords;

        public void Add(string text, ToneLexicon lexicon)
        {
            (int good, int bad) = ToneScorer.Score(text, lexicon, _good, _bad);
            _byLexicon++;
            Add(good, bad);
        }

        /// <param name="judgement">As <see cref="ToneForm"/> has it.</param>
        public void Add(string judgement)
        {
            (int tone, string[] evidence) = ToneForm.Read(judgement);
            foreach (string word in evidence)
            {
                SortedDictionary<string, int> words = tone > 0 ? _good : _bad;
                words[word] = words.GetValueOrDefault(word) + 1;
            }

            Add(tone > 0 ? evidence.Length : 0, tone < 0 ? evidence.Length : 0);
        }

        private void Add(int good, int bad)
        {
            _sentences++;
            _positive += good > bad ? 1 : 0;
            _negative += bad > good ? 1 : 0;
            (_goodWords, _badWords) = (_goodWords + good, _badWords + bad);
        }

        public void AppendTo(BatchBuilder rows)
        {
            rows["n_sentences"].Append(_sentences);
            rows["by_lexicon"].Append(_byLexicon);
            rows["positive"].Append(_positive);
            rows["negative"].Append(_negative);
            rows["neutral"].Append(_sentences - _positive - _negative);
            rows["score"].Append(_sentences == 0 ? 0 : (double)(_positive - _negative) / _sentences);
            rows["positive_words"].Append(_goodWords);
            rows["negative_words"].Append(_badWords);
            if (_goodWords + _badWords == 0) rows["tone"].AppendNull();
            else rows["tone"].Append((double)(_goodWords - _badWords) / (_goodWords + _badWords));
            AppendEvidence(rows["positive_evidence"], _good);
            AppendEvidence(rows["negative_evidence"], _bad);
        }

        private static void AppendEvidence(ColumnBuilder column, SortedDictionary<string, int> words)
        {
            foreach ((string word, int times) in words.OrderByDescending(word => word.Value))
            {
                column.Child().Child(0).AppendText(word);
                column.Child().Child(1).Append(times);
                column.Child().CloseRow();
            }

            column.CloseRow();
        }
    }
}
