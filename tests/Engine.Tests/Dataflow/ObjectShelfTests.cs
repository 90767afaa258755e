using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Tests.Dataflow;

public sealed class ObjectShelfTests
{
    [Fact]
    public void Records_lie_there_with_all_their_objects_and_none_in_memory()
    {
        using var shelf = new ObjectShelf(Path.GetTempPath());
        PartitionRecord[] records = [.. Enumerable.Range(0, 4).Select(Record)];
        PartitionRecord[] put = [.. records.Select(shelf.Put)];
        foreach ((PartitionRecord record, PartitionRecord there) in records.Zip(put))
        {
            Assert.Equal(record.Objects, there.Objects);
            Assert.Equal(record.Objects.Encoded, there.Objects.Encoded);
            Assert.Equal((record.Objects.Count, record.Bytes), (there.Objects.Count, there.Bytes));
            Assert.Equal(0, there.Objects.HeldBytes);
            Assert.Equal(record, there with { Objects = record.Objects });
        }

        Assert.Equal(records[3].Objects, shelf.Put(put[3]).Objects);
    }

    [Fact]
    public void Where_there_is_no_room_for_a_file_they_stay_in_memory()
    {
        using var shelf = new ObjectShelf(Path.Combine(Path.GetTempPath(), $"tauric-none-{Guid.NewGuid():N}"));
        PartitionRecord record = Record(2);
        Assert.Same(record, shelf.Put(record));
        Assert.Same(record, shelf.Put(record));
    }

    private static PartitionRecord Record(int objects) => PlainStep.Record("d", $"k{objects}") with
    {
        Objects = [.. Enumerable.Range(0, objects).Select(i =>
            new ObjectRecord($"d/{objects}/é{i}", i, Hash256.Of([(byte)i])))],
    };
}
