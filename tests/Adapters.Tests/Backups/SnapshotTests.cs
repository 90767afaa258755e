using FsCheck.Fluent;
using Tauric.Adapters.Backups;
using Tauric.Engine;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Backups;

public sealed class SnapshotTests
{
    private static readonly Hash256 s_some = Hash256.Of("some"u8);

    private static readonly Snapshot s_snapshot = new(SmallRoot.Noon, "tauric 1 'of' \"today\"", 3, long.MaxValue,
        [s_some], [new DumpedTable("partition", 2, [s_some, s_some])], []);

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        (string id, byte[] bytes) = s_snapshot.Render();
        Assert.StartsWith("20240301T120000Z-", id, StringComparison.Ordinal);
        Snapshot read = Snapshot.Parse(id, bytes);
        Assert.Equal(bytes, read.Render().Bytes);
        Assert.Equal((s_snapshot.TakenAt, s_snapshot.Program), (read.TakenAt, read.Program));
    }

    [Fact]
    public void Any_changed_or_missing_byte_is_refused()
    {
        (string id, byte[] bytes) = s_snapshot.Render();
        Prop.ForAll(Gen.Choose(0, bytes.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (at, flip) =>
        {
            byte[] changed = [.. bytes];
            changed[at] ^= (byte)flip;
            foreach (byte[] bad in (byte[][])[changed, bytes[..at], [.. bytes, (byte)flip]])
                Assert.Contains(id, Assert.Throws<DataException>(() => Snapshot.Parse(id, bad)).Message,
                    StringComparison.Ordinal);
        }).Holds(100);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"taken_at\"")]
    public void Other_JSON_is_refused(string json)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(json);
        Assert.Throws<DataException>(() =>
            Snapshot.Parse($"00010101T000000Z-{Hash256.Of(bytes).ToString()[..16]}", bytes));
    }
}
