using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// A thesis for every labelled prompt. One that quotes what the prompt does not say, or decides against the label, is
/// refused.
/// </summary>
public sealed class DistillTheses(IThesisWriter writer) : Step
{
    private const string StructureVersion = "1";
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string Name => "distill_theses";

    public override int Version => 1;

    public override Dataset Output => CorpusDatasets.Theses;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters => [new("writer", writer.Identity)];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        var labelled = upstream.Of(CorpusDatasets.Labels).ToHashSet(StringComparer.Ordinal);
        foreach (string key in upstream.Of(CorpusDatasets.Assembled))
        {
            string[] parts = key.Split('/');
            if (!labelled.Contains(parts[0])) continue;
            DateOnly day = CorpusDays.Parse(parts[1]);
            Read[] reads = [new Read(CorpusDatasets.Assembled, key), LabelsOf(parts[0], day, day)];
            yield return new Partition(key, reads, new Scope(parts[0], day, day));
        }
    }

    /// <summary>The label rows of the days from one to another, whatever the time of decision.</summary>
    internal static Read LabelsOf(string ticker, DateOnly first, DateOnly last) => new(CorpusDatasets.Labels, ticker,
        Engine.Time.MarketTime.ToUtcMicros(first, TimeOnly.MinValue) - 1,
        Engine.Time.MarketTime.ToUtcMicros(last.AddDays(1), TimeOnly.MinValue) - 1);

    public override void Run(Work work)
    {
        RecordBatch labels = work.Rows(CorpusDatasets.Labels)[0].Rows;
        using var builder = new BatchBuilder(Output.Schema);
        foreach (ReadRows read in work.Rows(CorpusDatasets.Assembled))
        {
            for (int row = 0; row < read.Rows.Length; row++)
            {
                work.Cancelled.ThrowIfCancellationRequested();
                string sampleId = read.Rows["sample_id"].Text(row)!;
                if (labels.Length == 0) work.Reject("no-label", sampleId, "the label of this day is undefined");
                else Distill(work, builder, read.Rows, row, sampleId, labels);
            }
        }

        work.Write(builder.Build());
    }

    private void Distill(
        Work work, BatchBuilder builder, RecordBatch samples, int row, string sampleId, RecordBatch labels)
    {
        string label = labels["label"].Text(0)!;
        ReadOnlySpan<byte> prompt = samples["prompt"].Bytes(row);
        Thesis thesis = writer.Write(new ThesisRequest(sampleId, Encoding.UTF8.GetString(prompt), label));
        if (Problem(thesis, prompt, label) is { } problem)
        {
            work.Reject(problem.Reason, sampleId, problem.Detail);
            return;
        }

        builder["sample_id"].AppendText(sampleId);
        builder["asset_id"].AppendBytes(samples["asset_id"].Bytes(row));
        builder["as_of_date"].Append(samples["as_of_date"].Values<int>()[row]);
        builder["variation_id"].Append(samples["variation_id"].Values<int>()[row]);
        builder["label_class"].Append(labels["label_class"].Values<int>()[0]);
        builder["recommendation"].AppendText(thesis.Recommendation);
        builder["source_model"].AppendText(writer.Identity);
        builder["thesis_structure"].AppendBytes(Structure(thesis));
        builder["thesis_text"].AppendText(thesis.Text);
    }

    /// <summary>Why a thesis may not enter the corpus, or null.</summary>
    private static (string Reason, string Detail)? Problem(Thesis thesis, ReadOnlySpan<byte> prompt, string label)
    {
        if (thesis.Recommendation != label)
            return ("against-label", $"recommends {thesis.Recommendation}, the label is {label}");
        if (thesis.Claims.Count == 0) return ("no-evidence", "it claims nothing");
        foreach (ThesisClaim claim in thesis.Claims)
        {
            if (claim.Quote.Length == 0 || prompt.IndexOf(Encoding.UTF8.GetBytes(claim.Quote)) < 0)
                return ("quote-not-in-prompt", claim.Quote);
        }

        return null;
    }

    private static ReadOnlySpan<byte> Structure(Thesis thesis)
    {
        var bytes = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(bytes, s_json))
        {
            json.WriteStartObject();
            json.WriteString("version", StructureVersion);
            json.WriteString("summary", thesis.Summary);
            json.WriteStartArray("claims");
            foreach (ThesisClaim claim in thesis.Claims)
            {
                json.WriteStartObject();
                json.WriteString("text", claim.Text);
                json.WriteString("evidence", claim.Quote);
                json.WriteString("source", claim.Source);
                json.WriteNumber("stance", claim.Stance);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("risks");
            foreach (string risk in thesis.Risks) json.WriteStringValue(risk);
            json.WriteEndArray();
            json.WriteString("recommendation", thesis.Recommendation);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan;
    }
}
