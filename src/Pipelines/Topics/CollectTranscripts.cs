using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// What is said in the linked calls of a chunk, turn by turn. Of two turns at one place of a transcript the one of the
/// later payload, then the later row, counts.
/// </summary>
/// <param name="parquet">Reads payloads that are not CSV.</param>
public sealed class CollectTranscripts(ITableReader? parquet = null) : Step
{
    private static readonly CiqTranscriptComponent s_components = new();

    public override string Name => "collect_transcripts";

    public override int Version => 1;

    public override Dataset Output => TopicDatasets.Transcripts;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        SortedDictionary<string, List<Read>> turns =
            TranscriptPayloads.ByChunk(upstream, CiqTranscriptComponent.Source);
        foreach (string key in upstream.Of(TopicDatasets.Calls))
        {
            yield return new Partition(key,
                [new Read(TopicDatasets.Calls, key), .. turns.GetValueOrDefault(key, [])], Chunk.Parse(key).Scope);
        }
    }

    public override void Run(Work work)
    {
        var turns = new Dictionary<string, SortedDictionary<int, TranscriptComponent>>(StringComparer.Ordinal);
        foreach (Sourced<TranscriptComponent> turn in
            TranscriptPayloads.Items(work, CiqTranscriptComponent.Source, s_components, parquet))
        {
            string transcript = $"{turn.Item.TranscriptId}";
            if (!turns.TryGetValue(transcript, out SortedDictionary<int, TranscriptComponent>? of))
                turns.Add(transcript, of = []);
            of[turn.Item.Order] = turn.Item;
        }

        using var builder = new BatchBuilder(Output.Schema);
        RecordBatch calls = work.Rows(TopicDatasets.Calls)[0].Rows;
        for (int row = 0; row < calls.Length; row++)
        {
            string transcript = calls["transcript_id"].Text(row)!;
            if (calls["permno"].IsNull(row)) continue;
            if (!turns.TryGetValue(transcript, out SortedDictionary<int, TranscriptComponent>? said))
            {
                work.Reject("no-components", calls["raw_ref"].Text(row)!, $"nothing is said in {transcript}");
                continue;
            }

            foreach (TranscriptComponent turn in said.Values)
            {
                Append(builder, calls, row, turn);
                if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
            }
        }

        work.Write(builder.Build());
    }

    private static void Append(BatchBuilder rows, RecordBatch calls, int call, TranscriptComponent turn)
    {
        rows["firm_id"].AppendBytes(calls["firm_id"].Bytes(call));
        rows["firm_name"].AppendBytes(calls["firm_name"].Bytes(call));
        rows["permno"].Append(calls["permno"].Values<long>()[call]);
        rows["transcript_id"].AppendBytes(calls["transcript_id"].Bytes(call));
        rows["earnings_call_date"].Append(calls["earnings_call_date"].Values<int>()[call]);
        rows["component_order"].Append(turn.Order);
        rows["speaker_type"].AppendText(turn.SpeakerType);
        rows["speaker"].AppendText(turn.Speaker);
        rows["text"].AppendText(turn.Text);
    }
}
