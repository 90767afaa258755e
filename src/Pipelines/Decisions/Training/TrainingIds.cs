using Tauric.Engine.Columnar;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Inputs;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>How training datasets of a day are called, and how old they are.</summary>
internal static class TrainingIds
{
    /// <summary><c>dataset_20250314_signal_generation</c>.</summary>
    /// <param name="key">year/month/day.</param>
    public static string Of(string type, string key) =>
        $"dataset_{key.Replace("/", "", StringComparison.Ordinal)}_{type.ToLowerInvariant()}";

    /// <summary>The last instant that facts of a day know of; without any, the day's end.</summary>
    public static long AsOf(RecordBatch facts, string key)
    {
        if (facts.Length == 0) return UtcMicros.From(Day.Parse(key.Replace('/', '-')).AddDays(1));
        long last = long.MinValue;
        foreach (long end in facts["end_time"].Values<long>()) last = Math.Max(last, end);
        return last;
    }
}
