using Tauric.Engine;
using Tauric.Native.DuckDb;

namespace Tauric.Adapters.DuckDb;

/// <summary>Sorts DuckDB's errors by who must act.</summary>
internal static class DuckFailure
{
    private const int SqlHeadMax = 200;

    /// <param name="userSql">The statement is a user's, so what is wrong with it is for the user to mend.</param>
    public static Exception From(DuckError kind, string message, string sql, bool userSql)
    {
        string text = $"{message.Trim()} [SQL: {Head(sql)}]";
        return kind switch
        {
            DuckError.Interrupt => new OperationCanceledException(text),
            _ when DiskFull(message) => new ResourceException(
                text + " Disk full: free space or choose another --root."),
            DuckError.Io when userSql && NoSuchFile(message) => new UsageException(text),
            DuckError.Io => new ResourceException(text),
            _ when kind == DuckError.OutOfMemory || MemoryFull(message) => new ResourceException(
                text + " Raise --memory or free disk for spilling, and run again."),
            DuckError.Transaction => new ResourceException(text + " Another writer changed the same rows: run again."),
            DuckError.Internal or DuckError.Fatal or DuckError.NullPointer => new BugException(text),
            _ => userSql ? new UsageException(text) : new BugException(text),
        };
    }

    private static bool NoSuchFile(string message) => message.Contains("No files found", StringComparison.Ordinal);

    /// <summary>Its kind depends on what DuckDB was doing: writing, committing, checkpointing.</summary>
    private static bool DiskFull(string message) =>
        message.Contains("No space left on device", StringComparison.Ordinal)
        || message.Contains("not enough space on the disk", StringComparison.Ordinal);

    /// <summary>A checkpoint that had too little of it is fatal to the connection, not to what was committed.</summary>
    private static bool MemoryFull(string message) =>
        message.Contains("failed to pin block", StringComparison.Ordinal)
        || message.Contains("could not allocate block", StringComparison.Ordinal);

    private static string Head(string sql)
    {
        string line = sql.ReplaceLineEndings(" ").Trim();
        return line.Length <= SqlHeadMax ? line : line[..SqlHeadMax] + "…";
    }
}
