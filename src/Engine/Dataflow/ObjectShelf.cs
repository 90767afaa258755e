using Tauric.Engine.Datasets;

namespace Tauric.Engine.Dataflow;

/// <summary>
/// Where the object lists of committed partitions lie to the end of a run: most are looked at once more, for the
/// manifests, and a run of years knows millions of objects. Used by the thread that commits.
/// </summary>
/// <param name="folder">For its file.</param>
internal sealed class ObjectShelf(string folder) : IDisposable
{
    private NamelessFile? _file;
    private long _end;
    private bool _isRefused;

    /// <summary>The record without its objects in memory; as it is where the disk takes no more.</summary>
    public PartitionRecord Put(PartitionRecord record)
    {
        if (_isRefused) return record;
        try
        {
            _file ??= new NamelessFile(folder);
            return record with { Objects = record.Objects.MovedTo(_file, ref _end) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isRefused = true;
            return record;
        }
    }

    public void Dispose() => _file?.Dispose();
}
