using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Frames;

/// <summary>
/// A session's pack as a run writes it again and again: version n has other closes than the one before of the symbol n
/// modulo their number, and the same of all others. No encoding shortens them.
/// </summary>
internal static class ReplacedSession
{
    public const int Symbols = 8;
    public const int Rows = 256;
    public const int ColumnBytes = Rows * sizeof(double);

    private static readonly Schema s_schema = new(new("symbol", ArrowType.Utf8, Nullable: false),
        new("event_time", ArrowType.Timestamp, Nullable: false), new("close", ArrowType.Float64, Nullable: false));

    public static string Key(long version) => $"frames/bars/session.{version}.pack";

    /// <summary>Writes it, adopts it in place of the one before, and folds.</summary>
    public static void Replace(LocalStore objects, FrameStore store, long version)
    {
        Publish(objects, version);
        store.Adopt([new AdoptedPack("bars", Key(version))], [Key(version - 1)]);
        store.Fold([Key(version)]);
    }

    public static void Publish(LocalStore objects, long version)
    {
        using var rows = new BatchBuilder(s_schema);
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            double[] closes = Closes(symbol, version);
            for (int row = 0; row < Rows; row++)
            {
                rows[0].AppendText($"S{symbol}");
                rows[1].Append((long)row);
                rows[2].Append(closes[row]);
            }
        }

        using RecordBatch batch = rows.Build();
        objects.Publish([objects.Stage(Key(version), new FramesFormat().Write(batch))]);
    }

    /// <summary>Every symbol reads as that version has it.</summary>
    public static void Require(FrameStore store, long version) => Require(store, version, AsOf.Version(version));

    public static void Require(FrameStore store, long version, AsOf asOf)
    {
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            using RecordBatch rows = store.Read($"bars/S{symbol}", new FrameQuery { AsOf = asOf });
            Assert.Equal(Closes(symbol, version), rows["close"].Values<double>().ToArray());
        }
    }

    private static double[] Closes(int symbol, long version)
    {
        long changed = version - ((version - symbol + Symbols) % Symbols);
        CounterRandom random = CounterRandom.For(Math.Max(0, changed), "replaced", $"{symbol}");
        return [.. Enumerable.Range(0, Rows).Select(_ => BitConverter.UInt64BitsToDouble(random.NextBits() >> 2))];
    }
}
