using System.Diagnostics;
using System.Runtime.CompilerServices;
using Tauric.Adapters.Catalog;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Tests.Catalog;

/// <summary>
/// This program as another process that commits to a catalog until it is killed, and prints the number of every commit
/// once it is acknowledged. Each replaces all partitions with rows that hold its number.
/// </summary>
internal static class Committer
{
    public const int Partitions = 3;
    public const int RowsEach = 2000;

    private const string Variable = "TAURIC_TEST_COMMITS_TO";

    private static readonly Dataset s_items = new(
        "item", new Schema(new Field("n", ArrowType.Int64)), "key", "{0}", "json")
    {
        Table = new PublishedTable("item_row", "n"),
    };

    public static Process Start(string catalog)
    {
        string program = Path.Combine(AppContext.BaseDirectory, typeof(Committer).Assembly.GetName().Name!);
        Assert.SkipUnless(File.Exists(program), "the tests were built without a program of their own");
        return Process.Start(new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            Environment = { [Variable] = catalog },
        })!;
    }

    /// <summary>Before the test runner starts, which would take longer than the rest.</summary>
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } path) return;
        using var catalog = DuckCatalog.Open(path);
        catalog.Publish([s_items]);
        for (long number = catalog.Load().Select(r => r.Rows).FirstOrDefault(); ; number++)
        {
            Commit(catalog, number);
            Console.Out.WriteLine(number);
            Console.Out.Flush();
        }
    }

    private static void Commit(DuckCatalog catalog, long number)
    {
        using var builder = new BatchBuilder(s_items.Schema);
        for (int i = 0; i < RowsEach; i++) builder[0].Append(number);
        using RecordBatch rows = builder.Build();
        catalog.Commit([.. Enumerable.Range(0, Partitions).Select(i => new Commit(s_items, new PartitionRecord
        {
            Dataset = s_items.Name, Key = $"{i}", Fingerprint = default, Content = default, Producer = "", RunId = "",
            Rows = number, Objects = [],
        }, [new InputRecord("", "", number, number, default)], rows))]);
    }
}
