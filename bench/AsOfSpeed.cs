using Tauric.Engine.Columnar;
using Tauric.Engine.Operators;
using Tauric.Host.Report;

namespace Tauric.Bench;

/// <summary>A stream of quotes that no memory would hold, joined to decisions.</summary>
[Benchmark("asof", "the grouped as-of join: 100 M right rows to 1 M left ones, rows a second and peak memory")]
internal sealed class AsOfSpeed : IBenchmark
{
    private const int Symbols = 500;
    private const int BatchRows = 65_536;

    private static readonly AsOfKeys s_keys = new("symbol", "known_at");

    private static readonly Schema s_schema = new(
        new Field("symbol", ArrowType.Utf8, Nullable: false),
        new Field("known_at", ArrowType.Timestamp, Nullable: false),
        new Field("bid", ArrowType.Float64, Nullable: false), new Field("ask", ArrowType.Float64, Nullable: false));

    public void Run(Measurement measurement)
    {
        int right = measurement.Size(200_000, 2_000), left = measurement.Size(2_000, 20);
        var join = new AsOfJoin(s_keys, s_keys, [("bid", "quote_bid"), ("ask", "quote_ask")], 60_000_000);
        long rows = 0, wrong = 0;
        double alone = Measurement.Seconds(() =>
        {
            foreach (RecordBatch batch in Stream(right, 1)) batch.Dispose();
        });
        double seconds = Measurement.Seconds(() =>
        {
            foreach (RecordBatch batch in join.Run(Stream(left, right / left), Stream(right, 1), s_schema))
            {
                rows += batch.Length;
                // Each left row lies at the time of a right one, whose bid is its time.
                ReadOnlySpan<double> own = batch["bid"].Values<double>(), found = batch["quote_bid"].Values<double>();
                for (int row = 0; row < own.Length; row++) wrong += own[row] == found[row] ? 0 : 1;
                batch.Dispose();
            }
        });
        measurement.Figure("right rows", (double)right * Symbols, "rows");
        measurement.Figure("left rows", rows, "rows");
        measurement.Figure("making the right rows alone", alone, "s");
        measurement.Figure("making and joining", seconds, "s");
        measurement.Figure("joined", right * (double)Symbols / seconds, "right rows/s");
        measurement.Figure("peak memory", PeakMemory.Bytes() / 1e6, "MB");
        measurement.Check("every left row has its quote", wrong == 0 && rows == (long)left * Symbols);
        measurement.Check("under 400 MB", PeakMemory.Bytes() < 400e6);
    }

    /// <summary>
    /// A row every so many seconds, for each symbol. Times and prices of a symbol are those of every other, so that
    /// they are made once and what is measured is the join.
    /// </summary>
    private static IEnumerable<RecordBatch> Stream(int rowsPerSymbol, int seconds)
    {
        RecordBatch[] pieces = [.. Pieces(rowsPerSymbol, seconds)];
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            foreach (RecordBatch piece in pieces)
            {
                NativeBuffer offsets = NativeBuffer.Allocate(4L * (piece.Length + 1));
                NativeBuffer names = NativeBuffer.Allocate(4L * piece.Length);
                Name(symbol, offsets, names);
                var column = new Column(ArrowType.Utf8, piece.Length, [null, offsets, names]);
                yield return new RecordBatch(s_schema, piece.Length,
                    [column, .. piece.Columns.Skip(1).Select(c => c.Retain())]);
            }
        }

        foreach (RecordBatch piece in pieces) piece.Dispose();
    }

    private static unsafe void Name(int symbol, NativeBuffer offsets, NativeBuffer names)
    {
        int rows = (int)(names.Length / 4);
        new Span<int>(names.Pointer, rows).Fill(BitConverter.ToInt32(
            System.Text.Encoding.UTF8.GetBytes($"S{symbol:000}")));
        var starts = new Span<int>(offsets.Pointer, rows + 1);
        for (int row = 0; row <= rows; row++) starts[row] = 4 * row;
    }

    private static IEnumerable<RecordBatch> Pieces(int rowsPerSymbol, int seconds)
    {
        using var builder = new BatchBuilder(s_schema);
        for (int row = 0; row < rowsPerSymbol; row++)
        {
            long time = row * seconds * 1_000_000L;
            builder[0].AppendBytes("S"u8);
            builder[1].Append(time);
            builder[2].Append((double)time);
            builder[3].Append(time + 1.0);
            if (builder.Length == BatchRows) yield return builder.Build();
        }

        if (builder.Length > 0) yield return builder.Build();
    }
}
