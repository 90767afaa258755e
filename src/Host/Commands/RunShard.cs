using System.CommandLine;
using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;

namespace Tauric.Host.Commands;

/// <summary>
/// <c>--shard i/n | auto</c>, or <c>TAURIC_SHARD</c>: which of n processes on one store and catalog this is.
/// <c>auto</c> reads what the engine that started it says: a Slurm array, an AWS Batch array, or an Indexed Job of
/// Kubernetes, which tells no count and needs <c>TAURIC_SHARDS</c>.
/// </summary>
internal sealed class RunShard
{
    private const string Count = VariableLayer.ShardCountVariable;

    private readonly Option<string?> _shard = new("--shard")
    {
        Description = "Which of n processes that share store and catalog this is, from 0; auto: as the array job says.",
        HelpName = "I/N|auto",
    };

    public RunShard(Command command) => command.Add(_shard);

    /// <summary>Null when the run is not shared.</summary>
    /// <exception cref="UsageException">No shard, or nobody says which.</exception>
    public Shard? Read(ParseResult parsed, Func<string, string?> variable) => (parsed.GetValue(_shard)
        ?? variable(VariableLayer.ShardVariable)) switch
    {
        null => null,
        "auto" => Auto(variable),
        { } text => Parse(text),
    };

    private static Shard Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 ? Of(parts[0], parts[1], text) : throw Bad(text);
    }

    private static Shard Auto(Func<string, string?> variable)
    {
        if (variable("SLURM_ARRAY_TASK_ID") is { } task)
        {
            int first = Number(variable("SLURM_ARRAY_TASK_MIN") ?? "0", "SLURM_ARRAY_TASK_MIN");
            int index = Number(task, "SLURM_ARRAY_TASK_ID") - first;
            return Of($"{index}", variable("SLURM_ARRAY_TASK_COUNT"), "SLURM_ARRAY_TASK_COUNT");
        }

        if (variable("AWS_BATCH_JOB_ARRAY_INDEX") is { } child)
            return Of(child, variable("AWS_BATCH_JOB_ARRAY_SIZE") ?? variable(Count), Count);
        if (variable("JOB_COMPLETION_INDEX") is { } pod) return Of(pod, variable(Count), Count);
        throw new UsageException("--shard auto: this is no array job (no SLURM_ARRAY_TASK_ID, "
            + "AWS_BATCH_JOB_ARRAY_INDEX or JOB_COMPLETION_INDEX). Say which: --shard 0/4");
    }

    private static Shard Of(string index, string? count, string what)
    {
        if (count is null) throw new UsageException($"--shard auto: {what} does not say how many shards there are.");
        var shard = new Shard(Number(index, what), Number(count, what));
        return shard.Count > 0 && shard.Index < shard.Count ? shard : throw Bad($"{index}/{count}");
    }

    private static int Number(string text, string what) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Bad(what);

    private static UsageException Bad(string text) =>
        new($"--shard: '{text}' is not like 0/4, the first of four; the last is 3/4.");
}
