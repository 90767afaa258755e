using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Kernels.Statistics;
using Tauric.Pipelines.Decisions.Inputs;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>
/// What each feature says of what a type is to predict, day by day. Importance is the size of Spearman's correlation
/// with the prediction's number, correlation Pearson's, mutual information that with the number, information gain that
/// about the band; in nats, from the rows where both are known, none below <see cref="RowsMin"/>.
/// </summary>
public sealed class TrackImportance(TrainingSources sources) : Step
{
    public const int RowsMin = 50;

    private static readonly Spearman s_spearman = new();
    private static readonly Pearson s_pearson = new();
    private static readonly MutualInformation s_mutual = new();
    private static readonly InformationGain s_gain = new();

    private readonly Dictionary<string, TrainingPart> _features = TrainingType.All.ToDictionary(
        type => type.Name, type => TrainingPart.Of(type, sources).Single(part => part.Name == "feature_vectors"));

    public override string Name => "track_importance";

    public override int Version => 1;

    public override Dataset Output => TrainingDatasets.Importance;

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach ((string type, TrainingPart part) in _features)
        {
            foreach (string key in upstream.Of(part.Output))
            {
                string day = key.Replace('/', '-');
                Read[] reads = [new(part.Output, key), new(OutcomeDatasets.Labels, day)];
                yield return new Partition($"{type}/{key}", reads, new Scope(null, Day.Parse(day), Day.Parse(day)));
            }
        }
    }

    public override void Run(Work work)
    {
        (string type, string day) = (work.Key[..^11], work.Key[^10..]);
        RecordBatch features = work.Rows(_features[type].Output)[0].Rows;
        RecordBatch labels = work.Rows(OutcomeDatasets.Labels)[0].Rows;
        string target = TrainingType.Of(type).Labels.First(name => labels.Schema[labels.Schema.Require(name)].Type
            is FloatType);
        (double[] number, double[] band) = Targets(features, labels, target);
        using var rows = new BatchBuilder(Output.Schema);
        foreach (Field field in features.Schema.Fields.Where(field => field.Type is FloatType))
            Append(rows, work.Key, field.Name, features[field.Name], number, band);
        if (rows.Length > 0) work.Write(rows.Build());
    }

    /// <summary>Number and band of each row of the features, which are in the order of the labels.</summary>
    private static (double[] Number, double[] Band) Targets(RecordBatch features, RecordBatch labels, string target)
    {
        var number = new double[features.Length];
        var band = new double[features.Length];
        for (int row = 0, at = 0; row < features.Length; row++, at++)
        {
            while (!labels["decision_id"].Bytes(at).SequenceEqual(features["decision_id"].Bytes(row))) at++;
            number[row] = labels[target].MaybeAt(at);
            band[row] = OutcomeNames.ClassOf(labels["decision_outcome"].Text(at)!);
        }

        return (number, band);
    }

    private static void Append(
        BatchBuilder rows, string key, string feature, Column values, double[] number, double[] band)
    {
        int[] known = [.. Enumerable.Range(0, number.Length)
            .Where(row => !values.IsNull(row) && !double.IsNaN(number[row]))];
        if (known.Length < RowsMin) return;
        double[] x = Array.ConvertAll(known, row => values.Values<double>()[row]);
        double[] y = Array.ConvertAll(known, row => number[row]), z = Array.ConvertAll(known, row => band[row]);
        rows["timestamp"].Append(UtcMicros.From(Day.Parse(key[^10..].Replace('/', '-')).AddDays(1)));
        rows["feature_name"].AppendText(feature);
        rows["dataset_type"].AppendText(key[..^11]);
        rows["importance_score"].Append(Math.Abs(First(s_spearman, y, x)));
        rows["correlation_with_outcome"].Append(First(s_pearson, y, x));
        rows["information_gain"].Append(First(s_gain, z, x));
        rows["mutual_information"].Append(First(s_mutual, y, x));
        rows["rows"].Append(known.Length);
    }

    private static double First(Statistic statistic, double[] x, double[] y)
    {
        Span<double> values = stackalloc double[statistic.Outputs.Count];
        statistic.Compute(new Samples(x, y), values);
        return values[0];
    }
}
