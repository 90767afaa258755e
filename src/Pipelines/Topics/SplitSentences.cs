using System.Buffers;
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
    private const string Operator = "Operator";
    private const int WordsMin = 2;

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
        var names = Names(turns, first, next).GetAlternateLookup<ReadOnlySpan<char>>();
        string firm = turns["firm_id"].Text(first)!, transcript = turns["transcript_id"].Text(first)!;
        string quarter = $"{Chunk.Parse(work.Key).Quarter}";
        char[] units = new char[SentenceSplitter.BytesMax], cleaned = [];
        char[] canonical = new char[CanonicalText.LengthMax(units.Length)];
        cleaned = new char[canonical.Length];
        int position = 0;
        for (int row = first; row < next; row++)
        {
            ReadOnlySpan<byte> text = turns["text"].Bytes(row);
            bool isOperator = turns["speaker_type"].Bytes(row).SequenceEqual("Operator"u8);
            foreach (Range range in new SentenceSplitter(text))
            {
                int at = position++;
                if (isOperator) continue;
                int length = Encoding.UTF8.GetChars(text[range], units);
                int folded = CanonicalText.Write(units.AsSpan(0, length), "", canonical);
                (int left, int words) = SpokenWords.Write(canonical.AsSpan(0, folded), names, cleaned);
                if (words < WordsMin) continue;
                builder["sentence_id"].AppendText(
                    string.Create(CultureInfo.InvariantCulture, $"{firm}_{transcript}_{at:D4}"));
                builder["firm_id"].AppendText(firm);
                builder["permno"].Append(turns["permno"].Values<long>()[row]);
                builder["transcript_id"].AppendText(transcript);
                builder["earnings_call_date"].Append(turns["earnings_call_date"].Values<int>()[row]);
                builder["raw_text"].AppendBytes(text[range]);
                builder["cleaned_text"].AppendText(new string(cleaned, 0, left));
                builder["speaker_type"].AppendBytes(turns["speaker_type"].Bytes(row));
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
}
