using Tauric.Adapters.Frames;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Tests.Frames;

/// <summary>
/// Packs as a run writes them, named by their bytes, that refer to packs of their inputs. Symbol <c>S{i}</c> has the
/// i-th of some numbered columns, which no encoding shortens.
/// </summary>
internal static class RunPacks
{
    public const int Rows = 256;
    public const int ColumnBytes = Rows * sizeof(long);

    /// <summary>What is in a pack besides such columns, at most.</summary>
    public const int OverheadBytes = 2000;

    public static readonly Schema Schema = new(new("symbol", ArrowType.Utf8, Nullable: false),
        new("event_time", ArrowType.Timestamp, Nullable: false), new("close", ArrowType.Int64, Nullable: false));

    /// <param name="name">Of the partition: a folder and a session's number.</param>
    /// <param name="inputs">Keys of packs.</param>
    /// <returns>The key of the pack.</returns>
    public static string Write(IObjectStore store, string name, int[] columns, params string[] inputs)
    {
        using RecordBatch rows = RowsOf(name, columns);
        byte[] bytes = new FramesFormat().Write(rows, Parts(store, inputs));
        string key = $"frames/{name}.{Hash256.Of(bytes).ToString()[..16]}.pack";
        store.Publish([store.Stage(key, bytes)]);
        return key;
    }

    public static IObjectParts[] Parts(IObjectStore store, params string[] inputs) =>
        [.. inputs.Select(key => new FramesFormat().PartsOf(store.Load(key), key)!)];

    /// <summary>Names of partitions that hold columns of a pack.</summary>
    public static string[] HoldersOf(IObjectStore store, string key) =>
    [
        .. PackReader.Blocks(store.Load(key), key).Directory.Holders.Values
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>It reads as it was written, by whoever has the store.</summary>
    public static void Require(IFormat format, IObjectStore store, string key, string name, int[] columns)
    {
        using RecordBatch expected = RowsOf(name, columns);
        using RecordBatch read = format.Read(Schema, store.Load(key), key);
        Contracts.AnyRows.AssertEqual(expected, read);
    }

    public static long[] Column(int number)
    {
        CounterRandom random = CounterRandom.For(number, "column");
        return [.. Enumerable.Range(0, Rows).Select(_ => (long)random.NextBits())];
    }

    private static RecordBatch RowsOf(string name, int[] columns)
    {
        long from = 10_000L * int.Parse(name[(name.LastIndexOf('/') + 1)..],
            System.Globalization.CultureInfo.InvariantCulture);
        using var rows = new BatchBuilder(Schema);
        foreach ((int symbol, int number) in columns.Index())
        {
            foreach ((int row, long value) in Column(number).Index())
            {
                rows[0].AppendText($"S{symbol}");
                rows[1].Append(from + row);
                rows[2].Append(value);
            }
        }

        return rows.Build();
    }
}
