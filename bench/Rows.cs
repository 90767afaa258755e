using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Time;
using Tauric.Kernels.Indicators;

namespace Tauric.Bench;

/// <summary>Made-up rows; the same every time.</summary>
internal static class Rows
{
    private static readonly Schema s_bars = new(
        new("ticker", ArrowType.Utf8), new("date", ArrowType.Date32), new("known_at", ArrowType.Timestamp),
        new("open", ArrowType.Float64), new("high", ArrowType.Float64), new("low", ArrowType.Float64),
        new("close", ArrowType.Float64), new("volume", ArrowType.Float64), new("headline", ArrowType.Utf8));

    private static readonly string[] s_words =
        ["shares", "outlook", "raises", "quarter", "demand", "analysts", "revenue", "guidance", "margin", "chips"];

    /// <summary>Bars with a headline of six words each; one in seven has none.</summary>
    public static RecordBatch Bars(int batch, int rows)
    {
        var random = CounterRandom.For(1, "bars", batch.ToString());
        var walk = new BarWalk(random, rows);
        using var builder = new BatchBuilder(s_bars);
        for (int row = 0; row < rows; row++)
        {
            int day = 10_000 + (row / 14);
            builder[0].AppendText("TICK" + (row % 14));
            builder[1].Append(day);
            builder[2].Append(day * UtcMicros.PerDay);
            for (int c = 0; c < walk.Columns.Length; c++) builder[3 + c].Append(walk.Columns[c][row]);
            if (row % 7 == 0) builder[8].AppendNull();
            else builder[8].AppendText(Headline(ref random));
        }

        return builder.Build();
    }

    private static string Headline(ref CounterRandom random)
    {
        var words = new string[6];
        for (int i = 0; i < words.Length; i++) words[i] = s_words[random.NextInt(s_words.Length)];
        return string.Join(' ', words);
    }
}

/// <summary>A random walk in cents, with a range and volume a bar.</summary>
internal sealed class BarWalk
{
    public BarWalk(CounterRandom random, int rows)
    {
        foreach (ref double[] column in Columns.AsSpan()) column = new double[rows];
        int cents = 20_000;
        for (int row = 0; row < rows; row++)
        {
            double open = cents / 100.0;
            cents = Math.Max(500, cents + random.NextInt(401) - 200);
            double close = cents / 100.0;
            Columns[0][row] = open;
            Columns[1][row] = Math.Max(open, close) + (random.NextInt(100) / 100.0);
            Columns[2][row] = Math.Min(open, close) - (random.NextInt(100) / 100.0);
            Columns[3][row] = close;
            Columns[4][row] = 1_000_000 + random.NextInt(9_000_000);
        }
    }

    /// <summary>Open, high, low, close, volume.</summary>
    public double[][] Columns { get; } = new double[5][];

    public Bars Bars => new(Columns[0], Columns[1], Columns[2], Columns[3], Columns[4]);
}
