using System.Buffers;
using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;
using Tauric.Engine.Time;
using Tauric.Pipelines.Corpus.Rubric;
using Tauric.Pipelines.Corpus.Writers;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// A thesis for every labelled prompt: a plan chooses among the evidence the prompt offers, each section is worded, and
/// all is stitched (Trading-R1, section 3.4). One whose plan keeps deciding against the label, or that quotes or
/// counts what the prompt does not say, is refused.
/// </summary>
/// <remarks>
/// All prompts of a ticker and day are asked together. What they have in common is one prefix, and a section that
/// several of them argue with alike is asked once.
/// </remarks>
public sealed class DistillTheses(TextAsker writer, CorpusOptions options) : Step
{
    private static readonly PlanForm s_plan = new();
    private static readonly SectionForm s_section = new();
    private readonly FormAsker _asker = new(writer, options.Seed);

    public override string Name => "distill_theses";

    public override int Version => 2;

    public override Dataset Output => CorpusDatasets.Theses;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters => _asker.Parameters;

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
        MarketTime.ToUtcMicros(first, TimeOnly.MinValue) - 1,
        MarketTime.ToUtcMicros(last.AddDays(1), TimeOnly.MinValue) - 1);

    public override void Run(Work work)
    {
        RecordBatch samples = work.Rows(CorpusDatasets.Assembled)[0].Rows;
        RecordBatch labels = work.Rows(CorpusDatasets.Labels)[0].Rows;
        List<Draft> drafts = Planned(work, Drafts(work, samples, labels));
        Word(work, drafts);
        using var builder = new BatchBuilder(Output.Schema);
        var (text, bytes) = (new StringBuilder(), new ArrayBufferWriter<byte>());
        foreach (Draft draft in drafts)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            string label = draft.Facts.Recommendation;
            Thesis thesis = ThesisText.Stitch(draft.Facts.Ticker, draft.Stance, draft.Evidence, draft.Sections, text);
            if (Grounding.Problem(thesis, samples["prompt"].Bytes(draft.Row), label) is { } problem)
                work.Reject(problem.Reason, draft.SampleId, problem.Detail);
            else
                Append(builder, draft, thesis, samples, labels, bytes);
        }

        work.Write(builder.Build());
    }

    /// <summary>What each labelled prompt offers; all share one book of evidence.</summary>
    private static List<Draft> Drafts(Work work, RecordBatch samples, RecordBatch labels)
    {
        var drafts = new List<Draft>(samples.Length);
        var (book, prompt) = (new EvidenceBook(), new ArrayBufferWriter<char>());
        for (int row = 0; row < samples.Length; row++)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            string sampleId = samples["sample_id"].Text(row)!;
            if (labels.Length == 0)
            {
                work.Reject("no-label", sampleId, "the label of this day is undefined");
                continue;
            }

            string label = labels["label"].Text(0)!;
            prompt.ResetWrittenCount();
            Encoding.UTF8.GetChars(samples["prompt"].Bytes(row), prompt);
            var evidence = SampleEvidence.Read(prompt.WrittenSpan, Recommendation.DirectionOf(label), book);
            var facts = new PlanFacts(samples["asset_id"].Text(row)!, label, evidence.Chosen, book.All);
            if (evidence.Chosen.Count > 0) drafts.Add(new Draft(row, sampleId, evidence, facts));
            else work.Reject("no-evidence", sampleId, "the prompt says nothing to argue with");
        }

        return drafts;
    }

    /// <summary>The drafts whose plan decides as the label does.</summary>
    private List<Draft> Planned(Work work, List<Draft> drafts)
    {
        IReadOnlyList<FormAnswer> plans = _asker.Ask(
            s_plan, $"{Output.Name}/{work.Key}", work.Key, [.. drafts.Select(d => d.Facts)], work.Cancelled);
        var planned = new List<Draft>(drafts.Count);
        foreach ((Draft draft, FormAnswer plan) in drafts.Zip(plans))
        {
            if (plan.Problem is { } problem && problem.StartsWith(PlanForm.AgainstLabel, StringComparison.Ordinal))
            {
                work.Reject(PlanForm.AgainstLabel, draft.SampleId, problem);
                continue;
            }

            draft.Take(plan);
            planned.Add(draft);
        }

        return planned;
    }

    /// <summary>Words the sections; those that several drafts have in common once.</summary>
    private void Word(Work work, List<Draft> drafts)
    {
        var known = new Dictionary<string, int>();
        var facts = new List<SectionFacts>();
        var places = new List<(Draft Draft, int Section)>();
        foreach (Draft draft in drafts)
        {
            foreach (SectionFacts section in draft.Asked)
            {
                string key = $"{section.Heading} {string.Join(' ', section.Points.Select(p => p.Id))}";
                if (known.TryAdd(key, facts.Count)) facts.Add(section);
                places.Add((draft, known[key]));
            }
        }

        IReadOnlyList<FormAnswer> answers =
            _asker.Ask(s_section, $"{Output.Name}/{work.Key}", work.Key, facts, work.Cancelled);
        ThesisSection[] sections = [.. facts.Zip(answers, ThesisSection.Of)];
        foreach ((Draft draft, int section) in places) draft.Sections.Add(sections[section]);
    }

    /// <param name="bytes">Used over and over.</param>
    private void Append(BatchBuilder builder, Draft draft, Thesis thesis, RecordBatch samples, RecordBatch labels,
        ArrayBufferWriter<byte> bytes)
    {
        bool isByRule = draft.PlanAnswer.IsByRule && draft.Sections.All(s => s.Answer.IsByRule);
        int day = samples["as_of_date"].Values<int>()[draft.Row];
        builder["sample_id"].AppendText(draft.SampleId);
        builder["asset_id"].AppendText(draft.Facts.Ticker);
        builder["as_of_date"].Append(day);
        builder["variation_id"].Append(samples["variation_id"].Values<int>()[draft.Row]);
        builder["label_class"].Append(labels["label_class"].Values<int>()[0]);
        builder["recommendation"].AppendText(thesis.Recommendation);
        builder["source_model"].AppendText(isByRule ? "rules" : writer.Traits.Name);
        builder["written_by"].AppendBytes(ThesisJson.Authors(draft.PlanAnswer, thesis, bytes));
        string date = CorpusDays.Text(UtcMicros.FromDate32(day));
        builder["thesis_path"].AppendText($"distilled_theses/{draft.Facts.Ticker}/{date}/{draft.SampleId}.json");
        builder["thesis_structure"].AppendBytes(ThesisJson.Structure(draft.PlanAnswer, thesis, bytes));
        bytes.ResetWrittenCount();
        Encoding.UTF8.GetBytes(thesis.Text, bytes);
        builder["thesis_text"].AppendBytes(bytes.WrittenSpan);
        RubricScore score = ThesisRubric.Score(bytes.WrittenSpan, draft.Facts.Recommendation);
        builder["rubric_structure"].Append(score.Structure);
        builder["rubric_evidence"].Append(score.Evidence);
        builder["rubric_decision"].Append(score.Decision);
    }
}
