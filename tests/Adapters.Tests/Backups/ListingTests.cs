using FsCheck.Fluent;
using Tauric.Adapters.Backups;
using Tauric.Engine;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Backups;

public sealed class ListingTests
{
    private static BackedUpFile File(int at, int version = 0) =>
        new($"some folder/Zürich {at:D6}", at, Hash256.Of(BitConverter.GetBytes(at + version)));

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        BackedUpFile[] files = [.. Enumerable.Range(0, 5000).Select(i => File(i))];
        byte[][] pieces = [.. Listing.Cut(files)];
        Assert.InRange(pieces.Length, 2, 12);
        Assert.Equal(files, pieces.SelectMany(p => Listing.Read(p)));
        Assert.Empty(Listing.Cut([]));
    }

    [Fact]
    public void A_change_changes_the_piece_it_is_in_and_at_most_the_next()
    {
        BackedUpFile[] files = [.. Enumerable.Range(0, 20_000).Select(i => File(i))];
        HashSet<Hash256> before = [.. Listing.Cut(files).Select(p => Hash256.Of(p))];
        Prop.ForAll(Gen.Choose(0, files.Length - 1).ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(), (at, kind) =>
        {
            var changed = files.ToList();
            if (kind == 0) changed[at] = File(at, version: 1_000_000);
            else if (kind == 1) changed.RemoveAt(at);
            else changed.Insert(at, File(at, version: 1_000_000));
            Assert.InRange(Listing.Cut(changed).Count(p => !before.Contains(Hash256.Of(p))), 0, 2);
        }).Holds(8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x 1 key")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000 1")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000 -1 key")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000 1 ../key")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000 1 catalog.duckdb.wal")]
    public void Lines_that_no_backup_writes_are_refused(string line) => Assert.Throws<DataException>(() =>
        Listing.Read(System.Text.Encoding.UTF8.GetBytes(line + "\n")).ToArray());
}
