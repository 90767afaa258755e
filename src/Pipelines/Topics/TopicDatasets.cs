using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// What the topics system writes, in the bucket layout of seed-003: <c>intermediate</c> by chunk of firms,
/// <c>processed</c>, <c>sentiment-ready</c>. Everything is partitioned by quarter, and by chunk where a firm is enough.
/// </summary>
public static class TopicDatasets
{
    /// <summary>
    /// A row a call, its latest version, also where no security is found: <c>status</c> says why (see
    /// <see cref="FirmLinks"/>).
    /// </summary>
    public static readonly Dataset Calls = Chunked("calls", "intermediate/calls",
        Text("firm_id"), Text("firm_name"), Text("transcript_id"), Text("event_id"), Time("transcript_created_at"),
        Int("versions"), Date("earnings_call_date"), Maybe("gvkey"), new Field("permno", ArrowType.Int64),
        new Field("link_date", ArrowType.Date32), Maybe("ticker"), Text("status"), Text("raw_ref"));

    /// <summary>Firms by status: how many, and which. Shares add up to 1.</summary>
    public static readonly Dataset LinkCoverage = Quarterly("link_coverage",
        Text("quarter"), Text("status"), Int("firms"), Number("share"), Texts("firm_ids"));

    /// <summary>What linked firms' speakers say, turn by turn. Sorted by firm, transcript, order.</summary>
    public static readonly Dataset Transcripts = Chunked("transcripts", "intermediate/transcripts",
        Text("firm_id"), Text("firm_name"), Long("permno"), Text("transcript_id"), Date("earnings_call_date"),
        Int("component_order"), Text("speaker_type"), Maybe("speaker"), Text("text"));

    /// <summary>Sentences before topics are found; <c>position</c> counts within a transcript from 0.</summary>
    public static readonly Dataset SplitSentences = Chunked("split_sentences", "intermediate/sentences", [.. Sentence]);

    /// <summary>
    /// Topics of each firm, with what themes are made of (<c>vector</c>: mean direction of its sentences in the common
    /// space) and what says how good they are. <c>sentence_ids</c> lists its sentences, deepest first.
    /// </summary>
    public static readonly Dataset Topics = Chunked("topics", "processed/topics",
        Text("topic_id"), Text("firm_id"), Text("firm_name"), Int("local_topic_id"), Long("permno"), Text("gvkey"),
        Date("earnings_call_date"), Text("representation"), Text("name"), Text("named_by"), Text("summary"),
        Text("summarised_by"), Texts("keywords"), Int("n_sentences"), Number("coherence_npmi"), Number("stability"),
        Texts("representative_sentences"), Texts("sentence_ids"),
        new Field("probabilities", ArrowType.List(ArrowType.Float32, nullable: false), false),
        new Field("vector", ArrowType.List(ArrowType.Float32, nullable: false), false), Text("quarter"));

    /// <summary>All sentences with the topic they belong to: −1 for noise, which is kept.</summary>
    public static readonly Dataset Sentences = Chunked("sentences", "processed/sentences",
        [.. Sentence, Int("local_topic_id"), new Field("probability", ArrowType.Float32, Nullable: false)]);

    public static readonly Dataset Firms = Chunked("firms", "processed/firms",
        Text("firm_id"), Text("firm_name"), Maybe("ticker"), Text("gvkey"), Long("permno"), Date("link_date"),
        Date("earnings_call_date"), Int("n_calls"), Int("n_sentences"), Int("n_topics"), Text("quarter"));

    /// <summary>Topics of several firms that are about the same; those refused are in the rejects, with why.</summary>
    public static readonly Dataset Themes = Quarterly("themes",
        Text("theme_id"), Text("name"), Text("named_by"), Text("description"), Text("summarised_by"),
        Texts("keywords"), Int("n_topics"), Int("n_firms"), Int("n_sentences"), Number("dominance"),
        Texts("topic_ids"),
        new Field("vector", ArrowType.List(ArrowType.Float32, nullable: false), false), Text("quarter"));

    public static readonly Dataset Contributions = Quarterly("theme_contributions",
        Text("theme_id"), Text("firm_id"), Text("firm_name"), Long("permno"), Text("gvkey"),
        Date("earnings_call_date"), Text("topic_id"), Int("n_sentences"), Text("quarter"));

    /// <summary>
    /// What became of the themes of the quarter before: <c>continued</c>, <c>born</c>, <c>died</c>, <c>split</c>,
    /// <c>merged</c>; how alike the two are, as a cosine.
    /// </summary>
    public static readonly Dataset ThemeEvents = Quarterly("theme_events",
        Text("quarter"), Text("event"), Maybe("theme_id"), Maybe("previous_theme_id"),
        new Field("similarity", ArrowType.Float64));

    /// <summary>A row a theme, firm and topic, its sentences within.</summary>
    public static readonly Dataset ThemesForSentiment = new("themes_for_sentiment", new Schema(
        Text("theme_id"), Text("theme_name"), Maybe("theme_description"), Texts("theme_keywords"), Text("firm_id"),
        Text("firm_name"), Long("permno"), Text("gvkey"), Date("earnings_call_date"), Date("link_date"),
        Text("topic_id"), Maybe("topic_summary"),
        new Field("sentences", ArrowType.List(SentenceOfTheme, nullable: false), Nullable: false), Int("n_sentences"),
        Text("quarter")),
        Key: "quarter/chunk", Path: "sentiment-ready/quarter={0}/themes_for_sentiment_{1}.parquet", Format: "parquet");

    /// <summary>
    /// A row a theme and firm: sentences by tone, <c>score</c> = (positive − negative)/all of them, <c>tone</c> the
    /// same of words, null without one; and the words it rests on, with how often. <c>by_lexicon</c> counts the
    /// sentences that the lexicon judged: all, or those for which a classifier had no right answer.
    /// </summary>
    public static readonly Dataset Sentiment = Chunked("sentiment", "processed/sentiment",
        Text("theme_id"), Text("theme_name"), Text("firm_id"), Text("firm_name"), Long("permno"),
        Date("earnings_call_date"), Int("n_sentences"), Int("by_lexicon"), Int("positive"), Int("negative"),
        Int("neutral"), Number("score"), Int("positive_words"), Int("negative_words"),
        new Field("tone", ArrowType.Float64), new Field("positive_evidence", Evidence, Nullable: false),
        new Field("negative_evidence", Evidence, Nullable: false), Text("scored_by"), Text("quarter"));

    private static Field[] Sentence =>
    [
        Text("sentence_id"), Text("firm_id"), Long("permno"), Text("transcript_id"), Date("earnings_call_date"),
        Text("raw_text"), Text("cleaned_text"), Text("speaker_type"), Int("position"), Text("quarter"),
    ];

    private static ArrowType Evidence =>
        ArrowType.List(ArrowType.Struct(Text("word"), Int("times")), nullable: false);

    private static ArrowType SentenceOfTheme =>
        ArrowType.Struct(Text("sentence_id"), Text("text"), Text("speaker_type"), Int("position"));

    private static Dataset Chunked(string name, string folder, params Field[] fields) => new(name, new Schema(fields),
        Key: "quarter/chunk", Path: folder + "/quarter={0}/part_{1}.parquet", Format: "parquet");

    private static Dataset Quarterly(string name, params Field[] fields) => new(name, new Schema(fields),
        Key: "quarter", Path: $"processed/{name}/quarter={{0}}/{name}.parquet", Format: "parquet");

    private static Field Text(string name) => new(name, ArrowType.Utf8, Nullable: false);

    private static Field Maybe(string name) => new(name, ArrowType.Utf8);

    private static Field Texts(string name) =>
        new(name, ArrowType.List(ArrowType.Utf8, nullable: false), Nullable: false);

    private static Field Time(string name) => new(name, ArrowType.Timestamp, Nullable: false);

    private static Field Date(string name) => new(name, ArrowType.Date32, Nullable: false);

    private static Field Int(string name) => new(name, ArrowType.Int32, Nullable: false);

    private static Field Long(string name) => new(name, ArrowType.Int64, Nullable: false);

    private static Field Number(string name) => new(name, ArrowType.Float64, Nullable: false);
}
