using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Frames;

/// <summary>A frame store in a folder of its own.</summary>
internal sealed class FrameRoot : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TimeProvider _clock;
    private readonly long _cacheBytes;

    public FrameRoot(TimeProvider? clock = null, long cacheBytes = 1 << 20)
    {
        (_clock, _cacheBytes) = (clock ?? TimeProvider.System, cacheBytes);
        Objects = new LocalStore(_folder["root"]);
        Store = Open();
    }

    public LocalStore Objects { get; }

    public FrameStore Store { get; private set; }

    public void Reopen()
    {
        Store.Dispose();
        Store = Open();
    }

    /// <summary>Bytes of all packs.</summary>
    public long Bytes() => Objects.List("").Sum(k => Objects.Stat(k)!.Value.Bytes);

    /// <summary>Commits and disposes the rows.</summary>
    public long Commit(IReadOnlyList<FrameChange> changes)
    {
        try
        {
            return Store.Commit(changes);
        }
        finally
        {
            foreach (FrameChange change in changes) change.Rows?.Dispose();
        }
    }

    /// <summary>Commits what the model draws; both agree on whether anything changed.</summary>
    public void Commit(FrameModel model)
    {
        long before = Store.Resolve(null);
        if (Commit(model.Next()) > before) return;
        foreach (string path in FrameModel.Paths) Assert.Equal(
            model.States[^2].GetValueOrDefault(path), model.States[^1].GetValueOrDefault(path));
        model.Undo();
    }

    public long Write(string path, RecordBatch rows) => Commit([FrameChange.Write(path, rows)]);

    /// <summary>A pack as a pipeline writes it.</summary>
    public string Pack(string name, params (string Symbol, long From, int Rows)[] symbols)
    {
        using var rows = new BatchBuilder(new Schema(new("symbol", ArrowType.Utf8, Nullable: false),
            new("event_time", ArrowType.Timestamp, Nullable: false), new("close", ArrowType.Float64, Nullable: false)));
        foreach ((string symbol, long from, int count) in symbols)
        {
            for (int i = 0; i < count; i++)
            {
                rows[0].AppendText(symbol);
                rows[1].Append(from + i);
                rows[2].Append(i / 100.0);
            }
        }

        using RecordBatch batch = rows.Build();
        string key = $"frames/{name}.pack";
        Objects.Publish([Objects.Stage(key, new FramesFormat().Write(batch))]);
        return key;
    }

    public long Adopt(params string[] keys) =>
        Store.Adopt([.. keys.Select(k => new AdoptedPack("prices_1min", k))]);

    /// <summary>Every frame reads as the model had it after a commit, whole and in part.</summary>
    public void Require(FrameModel model, int commit, AsOf asOf)
    {
        foreach (string path in FrameModel.Paths)
        {
            if (!model.States[commit].TryGetValue(path, out FrameRow[]? expected))
            {
                Assert.Throws<UsageException>(() => Store.Read(path, new FrameQuery { AsOf = asOf }));
                continue;
            }

            using RecordBatch whole = Store.Read(path, new FrameQuery { AsOf = asOf });
            Assert.Equal(expected, FrameModel.Rows(whole));
            TimeRange range = model.Range();
            using RecordBatch part = Store.Read(path, new FrameQuery { AsOf = asOf, Range = range });
            Assert.Equal(expected.Where(r => r.Time >= range.From && r.Time <= range.To), FrameModel.Rows(part));
        }
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }

    private FrameStore Open() => new(Objects, _folder["catalog.duckdb"], _clock, _cacheBytes);
}
