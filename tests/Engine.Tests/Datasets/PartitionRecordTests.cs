using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Datasets;

namespace Tauric.Engine.Tests.Datasets;

public sealed class PartitionRecordTests
{
    private static readonly Gen<ObjectRecord> s_object =
        from key in Gen.Elements("a", "news/é 中.jsonl", "rejected/x", "")
        from bytes in Gen.Elements(0, 1, 127, 128, long.MaxValue)
        from content in Gen.Choose(0, 99)
        from tag in Gen.Elements(UInt128.Zero, UInt128.One, UInt128.MaxValue)
        select new ObjectRecord(key, bytes, Hash256.Of([(byte)content]), tag);

    [Fact]
    public void Objects_survive_their_bytes() =>
        Prop.ForAll(s_object.ArrayOf().ToArbitrary(), objects =>
            ObjectRecord.Decode(ObjectRecord.Encode(objects)).SequenceEqual(objects)).QuickCheckThrowOnFailure();

    [Fact]
    public void Content_is_the_names_and_bytes_of_objects_that_carry_rows()
    {
        ObjectRecord a = new("a", 1, Hash256.Of("a"u8), 7), b = new("b", 1, Hash256.Of("b"u8), 7);
        Hash256 content = PartitionRecord.ContentOf([a, b]);
        Assert.Equal(content, PartitionRecord.ContentOf([a with { Tag = 8 }, b, a with { Key = "rejected/a" }]));
        ObjectRecord[][] others = [[a], [b, a], [a, b with { Key = "c" }], [a, b with { Sha256 = a.Sha256 }]];
        Assert.All(others, other => Assert.NotEqual(content, PartitionRecord.ContentOf(other)));
    }
}
