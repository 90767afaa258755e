namespace Tauric.Adapters.DuckDb;

/// <summary>How an instance is opened. Extensions are never downloaded and the time zone is always UTC.</summary>
public sealed record DuckOptions
{
    /// <summary>1, the default, makes sums of doubles and unordered rows repeat; more does not.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Bytes before DuckDB spills to <see cref="TempDirectory"/>; null: 80 % of the memory.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Where it spills. Null: beside the file, or nowhere for an instance in memory.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>May SQL reach files other than the database's own?</summary>
    public bool ExternalAccess { get; init; } = true;

    /// <summary>The file is only read: other processes may read it too, and nobody writes meanwhile.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The SQL is a user's: its mistakes are <c>UsageException</c>s and it may not change settings.</summary>
    public bool UserSql { get; init; }

    /// <summary>Runs once, before the settings are locked.</summary>
    public Action<DuckConnection>? Prepare { get; init; }

    internal IEnumerable<(string Name, string Value)> Settings()
    {
        yield return ("threads", Threads.ToString());
        yield return ("preserve_insertion_order", "true");
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        // It would fill the memory up to the limit with files that are read once.
        yield return ("enable_external_file_cache", "false");
        // What was freed goes back to the system sooner than after 128 MB, which each instance would keep.
        yield return ("allocator_flush_threshold", "32MB");
        if (MemoryLimitBytes is { } bytes) yield return ("memory_limit", bytes + "B");
        if (TempDirectory is { } folder) yield return ("temp_directory", folder);
        if (IsReadOnly) yield return ("access_mode", "READ_ONLY");
        if (!ExternalAccess) yield return ("enable_external_access", "false");
    }
}
