using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Engine.Tests.Datasets;

public sealed class ObjectListTests
{
    private static readonly Gen<ObjectRecord> s_object =
        from key in Gen.Elements("a", "news/é 中.jsonl", "rejected/x", "")
        from bytes in Gen.Elements(0, 1, 127, 128, 1L << 40)
        from content in Gen.Choose(0, 99)
        from tag in Gen.Elements(default, new ObjectTag(0, 1), new(ulong.MaxValue, ulong.MaxValue))
        select new ObjectRecord(key, bytes, Hash256.Of([(byte)content]), tag);

    [Fact]
    public void Objects_survive_their_bytes() =>
        Prop.ForAll(s_object.ArrayOf().ToArbitrary(), objects =>
        {
            ObjectList decoded = ObjectList.Decode(ObjectList.Of(objects).Encoded);
            var inPlace = new List<ObjectRecord>();
            foreach (EncodedObject o in decoded.InPlace) inPlace.Add(o.Decode());
            return decoded.SequenceEqual(objects) && inPlace.SequenceEqual(objects) && decoded.Count == objects.Length
                && decoded.Bytes == objects.Sum(o => o.Bytes);
        }).Holds();
}
