using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>
/// Predictions that are JSON of the form, in its ranges, and made from stories good enough; what fails is refused, with
/// its reason.
/// </summary>
public sealed class ValidateStories(StoriesOptions options) : Step
{
    private static readonly StoryForm s_form = new();

    /// <summary>Ranges do not depend on what was asked.</summary>
    private static readonly StoryFacts s_any = new([], [], [], [], "");

    public override string Name => "validate_stories";

    public override int Version => 1;

    public override Dataset Output => StoryDatasets.Validated;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [new("quality_threshold", options.QualityThreshold.ToString("R", CultureInfo.InvariantCulture))];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream) => StoryWindow.Plan(upstream, StoryForm.Days)
        .Select(p => p with { Reads = [new Read(StoryDatasets.Predicted, p.Key), .. p.Reads] });

    public override void Run(Work work)
    {
        if (StoryWindow.Of(work, StoryForm.Days) is not { } window) return;
        if (work.Rows(StoryDatasets.Predicted) is not [var predicted]) return;
        RecordBatch rows = predicted.Rows;
        using var builder = new BatchBuilder(Output.Schema);
        for (int row = 0; row < rows.Length; row++)
        {
            string answer = rows["prediction"].Text(row)!, id = rows["sequence_id"].Text(row)!;
            double quality = StoryWindow.Quality(window.Find(rows["symbol"].Text(row)!)!);
            if (StoryForm.Parse(answer) is not { } story)
                work.Reject("unreadable", id, answer);
            else if (s_form.Problem(s_any, answer) is { } problem)
                work.Reject("out-of-range", id, problem);
            else if (quality < options.QualityThreshold)
                work.Reject("low-quality", id, quality.ToString("0.000", CultureInfo.InvariantCulture));
            else
                Append(builder, rows, row, story, quality);
        }

        work.Write(builder.Build());
    }

    private static void Append(BatchBuilder builder, RecordBatch rows, int row, PredictedStory story, double quality)
    {
        builder.AppendAt(rows, row);
        builder["sequence_id"].AppendBytes(rows["sequence_id"].Bytes(row));
        builder["direction"].AppendText(story.Direction);
        builder["confidence"].Append((float)story.Confidence);
        builder["horizon"].Append(story.Horizon);
        builder["story_theme"].AppendText(story.Theme);
        builder["avg_quality_score"].Append((float)quality);
        builder["source_model"].AppendBytes(rows["source_model"].Bytes(row));
    }
}
