using System.Globalization;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;

namespace Tauric.Engine.Contracts;

/// <summary>
/// Frames: tables under paths such as <c>prices/1min/AAPL</c>, versioned. A frame takes any columns; those with a
/// timestamp column <c>event_time</c> are ordered by it and can be cut by time. Rows of one frame may differ in their
/// columns: they are united by name, nulls where a row has none, numbers widened where nothing is lost.
/// </summary>
/// <remarks>
/// A commit changes any number of frames at once, and versions are the numbers of commits. What was committed stays
/// readable until it is pruned. Every method may be called from many threads; commits wait for each other, readers wait
/// for nobody.
/// </remarks>
public interface IFrameStore : IDisposable
{
    /// <summary>Applies the changes together or not at all.</summary>
    /// <param name="note">Why, for <see cref="Versions"/>.</param>
    /// <returns>Number of the commit.</returns>
    /// <exception cref="DataException">Rows that a frame cannot take; nothing was changed.</exception>
    /// <exception cref="UsageException">A path that is none, or one that is changed twice.</exception>
    long Commit(IReadOnlyList<FrameChange> changes, string note = "");

    /// <summary>Keys of the packs of pipelines that rows of frames lie in now.</summary>
    IReadOnlyList<string> Adopted { get; }

    /// <summary>
    /// Makes packs that pipelines wrote versions of frames, without a copy: the rows of a symbol in a pack replace
    /// those
    /// of its frame in the time they cover. One commit, and none when nothing changes.
    /// </summary>
    /// <param name="gone">Keys of packs whose rows are no longer: what is left of them leaves the frames.</param>
    /// <returns>Number of the last commit.</returns>
    long Adopt(IReadOnlyList<AdoptedPack> packs, IReadOnlyList<string>? gone = null, string note = "");

    /// <summary>The commit that is meant, to read many frames as of one moment; null for the last.</summary>
    long Resolve(AsOf? asOf);

    /// <summary>The rows of a frame, in time order.</summary>
    /// <exception cref="UsageException">There was no such frame then, or it has no such column.</exception>
    RecordBatch Read(string path, FrameQuery? query = null);

    /// <summary>All frames whose path matches (<c>prices_1min/A*</c>), as of one commit, by path.</summary>
    IEnumerable<KeyValuePair<string, RecordBatch>> ReadAll(string pattern, FrameQuery? query = null);

    /// <summary>Paths of the frames there are, in ordinal order.</summary>
    /// <param name="where">SQL over the columns of <c>frame_metadata</c>; null for all.</param>
    IReadOnlyList<string> List(string pattern = "*", string? where = null);

    /// <summary>The commits that touched a frame, oldest first.</summary>
    IReadOnlyList<FrameVersion> Versions(string path);

    /// <summary>Names a commit, the last when none is given. What it shows is never pruned.</summary>
    /// <exception cref="UsageException">The name is taken, or is none.</exception>
    void Snapshot(string name, AsOf? asOf = null);

    /// <summary>Names and their commits, in ordinal order.</summary>
    IReadOnlyList<FrameVersion> Snapshots();

    /// <summary>Forgets a snapshot's name; nothing happens when there is none.</summary>
    void Forget(string snapshot);

    /// <summary>
    /// Forgets what only versions before <paramref name="keep"/> show, and removes packs that nothing refers to.
    /// </summary>
    /// <returns>Bytes freed.</returns>
    long Prune(AsOf keep);

    /// <summary>
    /// Packs of pipelines that others replaced keep only the columns that no other pack has; what they show stays
    /// readable. For when nobody reads: rows move between packs, and packs go.
    /// </summary>
    /// <param name="standing">Keys of packs that stay as they are, for pipelines to read.</param>
    /// <returns>Bytes freed.</returns>
    long Fold(IReadOnlyCollection<string> standing);
}

/// <summary>One frame's part of a commit. The rows are borrowed until the commit returns.</summary>
public sealed record FrameChange
{
    private FrameChange(string path) => Path = path;

    public string Path { get; }

    public RecordBatch? Rows { get; private init; }

    /// <summary>What goes: null for nothing.</summary>
    public TimeRange? Removed { get; private init; }

    /// <summary>Must the rows come after all there are?</summary>
    public bool Follows { get; private init; }

    /// <summary>Does the range follow from the rows?</summary>
    public bool Covers { get; private init; }

    /// <summary>The frame is these rows from now on.</summary>
    public static FrameChange Write(string path, RecordBatch rows) =>
        new(path) { Rows = rows, Removed = TimeRange.All };

    /// <summary>Rows after the last there is.</summary>
    public static FrameChange Append(string path, RecordBatch rows) => new(path) { Rows = rows, Follows = true };

    /// <summary>Rows in place of all in the time they cover, first to last.</summary>
    public static FrameChange Update(string path, RecordBatch rows) => new(path) { Rows = rows, Covers = true };

    /// <summary>Without the rows in a range; the frame stays, maybe without rows.</summary>
    public static FrameChange Delete(string path, TimeRange range) => new(path) { Removed = range };

    /// <summary>Without the frame.</summary>
    public static FrameChange Delete(string path) => new(path) { Removed = TimeRange.All };
}

/// <summary>Instants in µs, both ends included.</summary>
public readonly record struct TimeRange(long From, long To)
{
    public static TimeRange All => new(long.MinValue, long.MaxValue);

    public bool IsAll => this == All;

    public bool Overlaps(long first, long last) => first <= To && last >= From;
}

/// <summary>What to read of a frame.</summary>
public sealed record FrameQuery
{
    /// <summary>Null for the last commit.</summary>
    public AsOf? AsOf { get; init; }

    /// <summary>Null for all. Others are not read.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    public TimeRange Range { get; init; } = TimeRange.All;
}

/// <param name="Number">Of the commit.</param>
/// <param name="At">When it was made, µs; later commits are later.</param>
/// <param name="Note">Why; of a snapshot its name.</param>
public readonly record struct FrameVersion(long Number, long At, string Note);

/// <param name="Library">Its frames get the rows, one a symbol.</param>
/// <param name="Key">Of the object.</param>
public sealed record AdoptedPack(string Library, string Key)
{
    /// <summary>Where the rows come from, for their metadata.</summary>
    public string? Source { get; init; }

    /// <summary>What they were made with, for the metadata of the library.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];
}

/// <summary>A moment of the store: a version, a time or a snapshot.</summary>
public readonly record struct AsOf
{
    /// <summary>The commit of this number.</summary>
    public long? Number { get; private init; }

    /// <summary>The last commit at or before this instant, µs.</summary>
    public long? Time { get; private init; }

    public string? Snapshot { get; private init; }

    public static AsOf Version(long number) => new() { Number = number };

    public static AsOf At(long micros) => new() { Time = micros };

    public static AsOf Named(string snapshot) => new() { Snapshot = snapshot };

    /// <summary>A number is a version, what reads as a time is one, anything else a snapshot.</summary>
    public static AsOf Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? Version(number)
            : UtcMicros.TryParse(text, out long micros) ? At(micros) : Named(text);
}
