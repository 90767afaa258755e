using Tauric.Engine.Datasets;

namespace Tauric.Engine.Tests.Datasets;

public sealed class PartitionRecordTests
{
    [Fact]
    public void Content_is_the_names_and_bytes_of_objects_that_carry_rows()
    {
        ObjectRecord a = new("a", 1, Hash256.Of("a"u8), new(0, 7));
        ObjectRecord b = a with { Key = "b", Sha256 = Hash256.Of("b"u8) };
        Hash256 content = PartitionRecord.ContentOf([a, b]);
        ObjectRecord moved = a with { Tag = new(0, 8) }, reject = a with { Key = "rejected/a" };
        Assert.Equal(content, PartitionRecord.ContentOf([moved, b, reject]));
        ObjectRecord[][] others = [[a], [b, a], [a, b with { Key = "c" }], [a, b with { Sha256 = a.Sha256 }]];
        Assert.All(others, other => Assert.NotEqual(content, PartitionRecord.ContentOf(other)));
    }
}
