using System.Diagnostics;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Catalog;

public sealed class DuckCatalogTests : CatalogContract, IDisposable
{
    private static readonly int s_kills = Torture.Or(20, 6);

    private readonly TempFolder _folder = new();

    private string File => _folder["catalog.duckdb"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_there_when_killed_at_any_moment()
    {
        CounterRandom random = CounterRandom.For(1, "kill");
        for (int kill = 0; kill < s_kills; kill++)
        {
            using Process committer = Committer.Start(File);
            string? line = committer.StandardOutput.ReadLine();
            await Task.Delay(random.NextInt(60));
            if (kill == 0) RequireHolderIsNamed(committer);
            committer.Kill();
            long acknowledged = -1;
            for (; line is not null; line = committer.StandardOutput.ReadLine())
                if (long.TryParse(line, out long number)) acknowledged = number;
            await committer.WaitForExitAsync();
            RequireWhole(acknowledged);
        }
    }

    [Fact]
    public void Opening_it_and_finding_nothing_to_do_writes_nothing()
    {
        CounterRandom random = CounterRandom.For(2, "kill");
        using (ICatalog catalog = OpenPublished()) Commit(catalog, AnyCommit(Items, "k", ref random));
        System.IO.File.SetLastWriteTimeUtc(File, DateTime.UnixEpoch);
        byte[] before = System.IO.File.ReadAllBytes(File);
        using (ICatalog catalog = OpenPublished()) Assert.Single(catalog.Load());
        Assert.Equal(DateTime.UnixEpoch, System.IO.File.GetLastWriteTimeUtc(File));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_catalog_that_lacks_a_view_gets_it_and_keeps_its_rows()
    {
        CounterRandom random = CounterRandom.For(3, "views");
        using (ICatalog catalog = OpenPublished()) Commit(catalog, AnyCommit(Items, "k", ref random));
        Query("DROP VIEW audit_log");
        using (ICatalog catalog = OpenPublished()) Assert.Single(catalog.Load());
        Assert.Single(Query("SELECT dataset FROM audit_log"));
    }

    protected override ICatalog Open() => DuckCatalog.Open(File);

    protected override void ForgetDates() => Query("ALTER TABLE item_row DROP COLUMN created_at");

    protected override IReadOnlyList<string> Query(string sql)
    {
        using DuckDatabase database = DuckDatabase.Open(File);
        using DuckConnection connection = database.Connect();
        var lines = new List<string>();
        foreach (RecordBatch batch in connection.Query(sql))
        {
            using (batch)
                for (int row = 0; row < batch.Length; row++)
                    lines.Add(string.Join('|', batch.Columns.Select(c => Text(c, row))));
        }

        return lines;
    }

    private static string? Text(Column column, int row) => column.Type switch
    {
        IntegerType { Bytes: 8 } => $"{column.Values<long>()[row]}",
        BoolType => column.Bit(row) ? "true" : "false",
        _ => column.Text(row),
    };

    private void RequireHolderIsNamed(Process holder) =>
        Assert.Contains($"process {holder.Id} ", Assert.Throws<ResourceException>(Open).Message);

    /// <summary>Every commit replaces all partitions and their rows, and says its number in each.</summary>
    private void RequireWhole(long acknowledged)
    {
        using ICatalog catalog = Open();
        IReadOnlyList<PartitionRecord> records = catalog.Load();
        Assert.Equal(Committer.Partitions, records.Count);
        long number = Assert.Single(records.Select(r => r.Rows).Distinct());
        Assert.InRange(number, acknowledged, long.MaxValue);
        foreach (PartitionRecord record in records)
            Assert.Equal(number, Assert.Single(catalog.Inputs(record.Dataset, record.Key)).After);
        Assert.Equal([$"{Committer.Partitions * Committer.RowsEach}|{number}|{number}"],
            Query("SELECT count(*), min(n), max(n) FROM item_row"));
    }
}
