using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;

namespace Tauric.Engine.Dataflow;

/// <summary>How to run a pipeline. None of it may change an output byte.</summary>
public sealed record RunOptions
{
    public required IObjectStore Store { get; init; }

    public required ICatalog Catalog { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyDictionary<string, IFormat> Formats { get; init; }

    /// <summary>Steps that run side by side. At least 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Most rows a step puts into one batch. At least 1.</summary>
    public int BatchRowsMax { get; init; } = 65_536;

    /// <summary>Bytes for cached rows and partitions in flight together.</summary>
    public long MemoryBytesMax { get; init; } = 1L << 30;

    /// <summary>Says what would run and why; commits nothing.</summary>
    public bool PlanOnly { get; init; }

    /// <summary>Bring only these up to date, and what they need; null for all.</summary>
    public IReadOnlySet<string>? Entities { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>
    /// Which of several processes this is; null for the only one. They share the store and an
    /// <see cref="ISharedCatalog"/>; a run without shards ends what they began: manifests, orphans, its log.
    /// </summary>
    public Shard? Shard { get; init; }

    /// <summary>What the run log records; <see cref="RunIdentity.ParametersJson"/> holds no secrets.</summary>
    public required RunIdentity Identity { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What the steps asked of a model so far; null when none is asked.</summary>
    public Func<AskedCount>? Asked { get; init; }

    /// <summary>Told after every commit and now and then between; called from one thread at a time.</summary>
    public Action<RunReport>? Progress { get; init; }

    /// <summary>
    /// Told what happens, a line of JSON each, from one thread at a time: the lines of the run's log as they come.
    /// </summary>
    public Action<string>? Tell { get; init; }
}

/// <summary>What makes a run this run.</summary>
/// <param name="ParametersJson">Every parameter and where it came from; secrets redacted.</param>
/// <param name="GitHash">Of the program, or <c>unknown</c>.</param>
/// <param name="VersionsJson">Versions of the program and its libraries.</param>
public sealed record RunIdentity(long Seed, string ParametersJson, string GitHash, string VersionsJson);
