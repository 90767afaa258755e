using System.Globalization;
using System.Text.Json;
using Tauric.Engine;

namespace Tauric.Host.Sample.Decisions;

/// <summary>The decisions about a symbol in a session, one after the other, never two at once.</summary>
internal sealed class DecisionSession(long seed, DecisionPace pace, DecisionPath path, DecisionPath market)
{
    private const double FeePerShare = .003;

    private static readonly string[] Algorithms = ["IS", "POV", "TWAP", "VWAP"];

    // Bands as in seed-004's example, and how far inside them outcomes lie.
    private static readonly (double UpTo, double Low, double High)[] Bands =
    [
        (.125, 23, 40), (.335, 12, 18), (.765, -8, 8), (.95, -18, -12), (1, -40, -23),
    ];

    /// <summary>Decides, executes, and bends the path to the outcome drawn.</summary>
    /// <returns>Its line of the truth.</returns>
    public string Decide(int slot, DecisionFiles files)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{path.Symbol}-{path.Day:yyyyMMdd}-{slot:00}");
        var random = CounterRandom.For(seed, "decision", id);
        int at = pace.Start(slot), end = pace.End(slot), side = random.NextUniform() < .5 ? 1 : -1;
        path.Walk(path.Reached, at + pace.FillSeconds);
        double mid = path.QuotedMid(at), quantity = 100 * (5 + random.NextInt(46));
        (double Paid, double Filled) fills = Fill(ref random, id, at, side, quantity, files);
        double target = Draw(ref random), marketBps = 1e4 * ((market.QuotedMid(end) / market.QuotedMid(at)) - 1);
        // Outperformance is linear in the end price: see DecisionTruth.
        double fee = fills.Filled * FeePerShare, spent = side * (fills.Paid - (fills.Filled * mid));
        double move = (target + (side * marketBps)) / 1e4 * quantity * mid;
        path.Bridge(at + pace.FillSeconds, end, mid + (side * (move + spent + fee) / fills.Filled));
        path.Show(at, end);
        WriteDecision(files, id, at, side, quantity, target, ref random);
        var truth = new DecisionTruth(id, path.Symbol, path.Time(at), side, quantity, fills.Filled, fills.Paid, fee,
            mid, path.QuotedMid(end), marketBps);
        return truth.ToString();
    }

    private (double Paid, double Filled) Fill(
        ref CounterRandom random, string id, int at, int side, double quantity, DecisionFiles files)
    {
        // One in eight is not done.
        int slices = 3 + random.NextInt(4), done = random.NextUniform() < .125 ? slices / 2 + 1 : slices;
        double paid = 0, filled = 0, slice = Math.Floor(quantity / slices);
        for (int i = 0; i < done; i++)
        {
            int second = at + 2 + (i * (pace.FillSeconds - 10) / slices) + random.NextInt(8);
            double size = i == slices - 1 ? quantity - filled : slice;
            (long bid, long ask) = path.Quote(second);
            path.Show(second);
            double price = (side > 0 ? ask : bid) / 100.0;
            double fee = Math.Round(size * FeePerShare, 6);
            string venue = random.NextUniform() < .5 ? "ARCX" : "XNAS", time = path.Time(second, 500);
            DecisionFiles.Line(files.Fills, $"{id},{path.Symbol},{time},{price:0.00},{size},{fee},{venue}");
            paid += price * size;
            filled += size;
        }

        return (paid, filled);
    }

    private void WriteDecision(
        DecisionFiles files, string id, int at, int side, double quantity, double target, ref CounterRandom random)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("decision_id", id);
            json.WriteString("decision_timestamp", path.Time(at));
            json.WriteString("symbol", path.Symbol);
            json.WriteString("side", side > 0 ? "BUY" : "SELL");
            json.WriteNumber("quantity", quantity);
            if (random.NextUniform() < .5) json.WriteNumber("decision_price", path.QuotedMid(at));
            json.WriteNumber("signal_strength", Round(Math.Tanh((target / 25) + (.8 * random.NextNormal()))));
            json.WriteNumber("confidence_score", Round(.4 + (.6 * random.NextUniform())));
            json.WriteNumber("risk_score", Round(random.NextUniform()));
            json.WriteNumber("position_size", Round(.001 + (.02 * random.NextUniform())));
            json.WriteString("decision_reasoning", "Signal above its threshold.");
            json.WriteStartObject("timeframe_consensus");
            foreach (string frame in new[] { "1h", "5m" }) json.WriteNumber(frame, Round(random.NextNormal()));
            json.WriteEndObject();
            json.WriteString("execution_algorithm", Algorithms[random.NextInt(Algorithms.Length)]);
            json.WriteStartObject("execution_parameters");
            json.WriteNumber("participation", Round(.02 + (.1 * random.NextUniform())));
            json.WriteEndObject();
            json.WriteNumber("lookback_minutes", 60);
            json.WriteNumber("lookahead_minutes", pace.LookaheadSeconds / 60);
            json.WriteEndObject();
        }

        files.Decisions.Append(System.Text.Encoding.UTF8.GetString(bytes.ToArray())).Append('\n');
    }

    private static double Draw(ref CounterRandom random)
    {
        double share = random.NextUniform();
        (_, double low, double high) = Bands.First(band => share < band.UpTo);
        return low + ((high - low) * random.NextUniform());
    }

    private static double Round(double value) => Math.Round(value, 4);
}
