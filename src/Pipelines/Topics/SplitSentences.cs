using System.Globalization;
using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Kernels.Text;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// The sentences of a chunk, as said and cleaned (<see cref="SpokenWords"/>). What the operator says is left out, and
/// so is a sentence of which one word or none is left; both count in the positions.
/// </summary>
public sealed class SplitSentences : Step
{
    private const int WordsMin = 2;

    private static readonly string[] s_same =
        ["firm_id", "permno", "transcript_id", "earnings_call_date", "speaker_type"];

    public override string Name => "split_sentences";

    public override int Version => 1;

    public override Dataset Output => TopicDatasets.SplitSentences;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) =>
        upstream.Of(TopicDatasets.Transcripts).Select(key =>
            new Partition(key, [new Read(TopicDatasets.Transcripts, key)], Chunk.Parse(key).Scope));

    public override void Run(Work work)
    {
        RecordBatch turns = work.Rows(TopicDatasets.Transcripts)[0].Rows;
        using var builder = new BatchBuilder(Output.Schema);
        for (int first = 0, next; first < turns.Length; first = next)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> transcript = turns["transcript_id"].Bytes(first);
            for (next = first + 1; next < turns.Length; next++)
                if (!turns["transcript_id"].Bytes(next).SequenceEqual(transcript)) break;
            Split(work, turns, first, next, builder);
        }

        work.Write(builder.Build());
    }

    /// <summary>One transcript: its turns from one row to before another.</summary>
    private static void Split(Work work, RecordBatch turns, int first, int next, BatchBuilder builder)
    {
        var cleaner = new Cleaner(Names(turns, first, next));
        string transcript = turns["transcript_id"].Text(first)!;
        string ids = $"{turns["firm_id"].Text(first)}_{transcript}_", quarter = $"{Chunk.Parse(work.Key).Quarter}";
        int position = 0;
        for (int row = first; row < next; row++)
        {
            ReadOnlySpan<byte> text = turns["text"].Bytes(row);
            bool isOperator = turns["speaker_type"].Bytes(row).SequenceEqual("Operator"u8);
            foreach (Range range in new SentenceSplitter(text))
            {
                int at = position++;
                if (isOperator || cleaner.Clean(text[range]) is not { } cleaned) continue;
                builder["sentence_id"].AppendText(string.Create(CultureInfo.InvariantCulture, $"{ids}{at:D4}"));
                foreach (string column in s_same) builder[column].AppendFrom(turns[column], row);
                builder["raw_text"].AppendBytes(text[range]);
                builder["cleaned_text"].AppendText(cleaned);
                builder["position"].Append(at);
                builder["quarter"].AppendText(quarter);
                if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
            }
        }
    }

    /// <summary>The words of the firm's and the speakers' names, canonical: they are about nobody's topic.</summary>
    private static HashSet<string> Names(RecordBatch turns, int first, int next)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Add(turns["firm_name"].Text(first));
        for (int row = first; row < next; row++) Add(turns["speaker"].Text(row));
        return names;

        void Add(string? name)
        {
            foreach (string word in CanonicalText.Of(name ?? "").Split(' ')) names.Add(word);
        }
    }

    /// <summary>Memory for one sentence, used over and over.</summary>
    private sealed class Cleaner(HashSet<string> names)
    {
        private readonly char[] _units = new char[SentenceSplitter.BytesMax];
        private readonly char[] _canonical = new char[CanonicalText.LengthMax(SentenceSplitter.BytesMax)];
        private readonly char[] _cleaned = new char[CanonicalText.LengthMax(SentenceSplitter.BytesMax)];

        /// <returns>Null when too few words are left.</returns>
        public string? Clean(ReadOnlySpan<byte> sentence)
        {
            int length = Encoding.UTF8.GetChars(sentence, _units);
            int folded = CanonicalText.Write(_units.AsSpan(0, length), "", _canonical);
            (int left, int words) = SpokenWords.Write(
                _canonical.AsSpan(0, folded), names.GetAlternateLookup<ReadOnlySpan<char>>(), _cleaned);
            return words < WordsMin ? null : new string(_cleaned, 0, left);
        }
    }
}
