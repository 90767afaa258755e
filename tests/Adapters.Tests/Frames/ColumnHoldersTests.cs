using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Frames;

public sealed class ColumnHoldersTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LocalStore _store;
    private readonly IFormat _format;

    public ColumnHoldersTests()
    {
        _store = new LocalStore(_folder["root"]);
        _format = new FramesFormat().Within(_store);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_the_packs_of_a_partition_the_one_that_has_the_column_is_found()
    {
        string before = RunPacks.Write(_store, "input/1", [1, 2]);
        string made = RunPacks.Write(_store, "made/1", [2, 3], before);
        foreach (int other in (int[])[4, 5, 6]) RunPacks.Write(_store, "input/1", [1, other]);
        RunPacks.Require(_format, _store, made, "made/1", [2, 3]);
        RunPacks.Write(_store, "input/2", [7]);   // After the folder was looked at.
        string later = RunPacks.Write(_store, "made/2", [7], RunPacks.Write(_store, "input/2", [7]));
        RunPacks.Require(_format, _store, later, "made/2", [7]);
    }

    [Fact]
    public void Without_the_pack_that_holds_it_a_column_is_refused_until_that_is_there_again()
    {
        string input = RunPacks.Write(_store, "input/1", [1, 2]);
        string made = RunPacks.Write(_store, "made/1", [2, 3], input);
        byte[] held = _store.Load(input);
        _store.Delete(input);
        string message = Assert.Throws<DataException>(Read).Message;
        Assert.Contains($"'{made}'", message, StringComparison.Ordinal);
        Assert.Contains("'frames/input/1'", message, StringComparison.Ordinal);
        Assert.Contains("tauric verify", message, StringComparison.Ordinal);
        RunPacks.Write(_store, "input/1", [1, 4]);
        Assert.Throws<DataException>(Read);
        _store.Publish([_store.Stage(input, held)]);
        RunPacks.Require(_format, _store, made, "made/1", [2, 3]);

        void Read() => _format.Read(RunPacks.Schema, _store.Load(made), made).Dispose();
    }

    [Fact]
    public void Any_changed_byte_of_a_column_that_another_pack_holds_is_refused_by_its_own_name()
    {
        string input = RunPacks.Write(_store, "input/1", [1]);
        string made = RunPacks.Write(_store, "made/1", [1], input);
        byte[] good = _store.Load(input);
        PackBlock block = Assert.Single(PackReader.Blocks(good, input).Blocks).Block;
        ChunkPlace place = block.Columns[2];
        for (int i = 0; i < place.Bytes; i += 97)
        {
            byte[] bad = (byte[])good.Clone();
            bad[place.At + i] ^= (byte)(1 << (i % 8));
            _store.Publish([_store.Stage(input, bad)]);
            DataException refused = Assert.Throws<DataException>(
                () => _format.Read(RunPacks.Schema, _store.Load(made), made).Dispose());
            Assert.Contains($"'{input}' is damaged", refused.Message, StringComparison.Ordinal);
        }

        _store.Publish([_store.Stage(input, good)]);
        RunPacks.Require(_format, _store, made, "made/1", [1]);
    }
}
