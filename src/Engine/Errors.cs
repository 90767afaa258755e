namespace Tauric.Engine;

/// <summary>
/// A failure somebody can act on. Its kind says who: the exit code follows from it.
/// A row that a step refuses is not an error: it is a reject, counted and kept with its reason.
/// </summary>
public abstract class TauricException(string message, Exception? inner = null) : Exception(message, inner)
{
    public abstract int ExitCode { get; }
}

/// <summary>The caller's words are off: an unknown option, a malformed date, a missing folder.</summary>
public sealed class UsageException(string message, Exception? inner = null) : TauricException(message, inner)
{
    public override int ExitCode => 2;
}

/// <summary>The plan or the configuration cannot work. Raised before a byte is read.</summary>
public sealed class PlanException(string message, Exception? inner = null) : TauricException(message, inner)
{
    public override int ExitCode => 3;
}

/// <summary>Data broke a gate that the run promised to hold (label shares, integrity).</summary>
public sealed class DataException(string message, Exception? inner = null) : TauricException(message, inner)
{
    public override int ExitCode => 4;
}

/// <summary>The operator must act: disk, memory, permission, a lock, a service.</summary>
public sealed class ResourceException(string message, Exception? inner = null) : TauricException(message, inner)
{
    public override int ExitCode => 5;
}

/// <summary>We must act: an invariant of ours does not hold.</summary>
public sealed class BugException(string message, Exception? inner = null) : TauricException(message, inner)
{
    public override int ExitCode => 70;
}

/// <summary>A partition could not be computed. Says which, and exits as its cause would.</summary>
public sealed class PartitionException(string step, string partition, Exception cause)
    : TauricException($"{step} failed at {partition}: {cause.Message}", cause)
{
    public string Step { get; } = step;

    /// <summary>Dataset and key.</summary>
    public string Partition { get; } = partition;

    public override int ExitCode => (InnerException as TauricException)?.ExitCode ?? 70;
}
