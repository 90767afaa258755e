using System.Globalization;
using System.Text;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// End-of-day files of CBOE DataShop, a row a contract: 34 columns with calculated ones, 26 without, found by their
/// names. Of every underlying and day comes what its <see cref="OptionChain"/> amounts to.
/// </summary>
/// <remarks>
/// A file is delivered before the next session and counts as known from 09:00 of that, New York. Quotes of an index's
/// underlying may be zero, so its price is the one CBOE calculates; a file without it has no volatility.
/// </remarks>
[Feed("cboe_datashop", ByTicker = false)]
public sealed class CboeOptionsEod : Feed<OptionsValue>
{
    private static readonly TimeOnly Delivered = new(9, 0);

    public override void Read(Payload payload, FeedItems<OptionsValue> items)
    {
        var lines = new WireLines(payload.Bytes.Span);
        string[] head = lines.Next() ? [.. Encoding.UTF8.GetString(lines.Line).Split(',')
            .Select(name => name.Trim().ToLowerInvariant())] : [];
        var columns = new Columns(head);
        var chains = new Dictionary<(string Underlying, DateOnly Day), OptionChain>();
        while (lines.Next())
        {
            if (lines.Line.IsEmpty) continue;
            string[] fields = Encoding.UTF8.GetString(lines.Line).Split(',');
            items.Add(lines.Number, () => Count(payload, columns.Of(fields), chains));
        }

        foreach (((string underlying, DateOnly day), OptionChain chain) in chains
            .OrderBy(c => c.Key.Underlying, StringComparer.Ordinal).ThenBy(c => c.Key.Day))
        {
            foreach ((string measure, double value) in chain.Measures)
                items.Add(0, () => Value(payload, $"{underlying}.{measure}", day, value));
        }
    }

    /// <returns>Null: a contract alone is no item.</returns>
    private static OptionsValue? Count(Payload payload, OptionContract contract,
        Dictionary<(string Underlying, DateOnly Day), OptionChain> chains)
    {
        DateOnly day = contract.Day;
        if (!PayloadKey.IsEntity(contract.Underlying)) throw new RefusedException("bad-symbol", contract.Underlying);
        MarketValue.RequireKnown(payload, day);
        if (!TradingCalendar.Nyse.IsTradingDay(day)) throw new RefusedException("not-a-session", FeedTime.Iso(day));
        if (contract.Expiration < day) throw new RefusedException("expired", FeedTime.Iso(contract.Expiration));
        if (!chains.TryGetValue((contract.Underlying, day), out OptionChain? chain))
            chains.Add((contract.Underlying, day), chain = new OptionChain(day));
        if (!chain.Add(contract)) throw new RefusedException("repeated-contract", contract.ToString());
        return null;
    }

    private static OptionsValue Value(Payload payload, string symbol, DateOnly day, double value)
    {
        DateOnly next = TradingCalendar.Nyse.Next(day);
        long delivered = MarketTime.ToUtcMicros(next, Delivered);
        return new OptionsValue(day, TradingCalendar.Nyse.CloseMicros(day),
            Math.Max(delivered, MarketValue.Known(payload, next, delivered)), symbol, value);
    }

    /// <summary>Where in a line the columns that are read stand.</summary>
    private sealed class Columns(string[] head)
    {
        private readonly int _underlying = Require(head, "underlying_symbol"), _day = Require(head, "quote_date"),
            _root = Require(head, "root"), _expiration = Require(head, "expiration"),
            _strike = Require(head, "strike"), _type = Require(head, "option_type"),
            _volume = Require(head, "trade_volume"), _interest = Require(head, "open_interest"),
            _price = Array.IndexOf(head, "active_underlying_price_1545"),
            _volatility = Array.IndexOf(head, "implied_volatility_1545");

        public OptionContract Of(string[] fields)
        {
            if (fields.Length < head.Length) throw new RefusedException("missing-column", string.Join(',', fields));
            if (fields.Length > head.Length) throw new RefusedException("unknown-column", string.Join(',', fields));
            bool isPut = fields[_type].Trim() switch
            {
                "P" or "p" => true,
                "C" or "c" => false,
                var other => throw new RefusedException("unknown-type", other),
            };
            double strike = Number(fields, _strike);
            if (strike == 0) throw new RefusedException("not-positive", "strike");
            return new OptionContract(fields[_underlying].Trim(), FeedTime.Date(fields[_day], "quote_date"),
                fields[_root].Trim(), FeedTime.Date(fields[_expiration], "expiration"), strike, isPut,
                Number(fields, _volume), Number(fields, _interest),
                _price < 0 ? 0 : Number(fields, _price), _volatility < 0 ? 0 : Number(fields, _volatility));
        }

        private static int Require(string[] head, string name) => Array.IndexOf(head, name) is >= 0 and var at ? at
            : throw new RefusedException("missing-column", name);

        private double Number(string[] fields, int column)
        {
            if (!double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                || !double.IsFinite(value))
                throw new RefusedException("not-a-number", $"{head[column]}: {fields[column]}");
            return value >= 0 ? value : throw new RefusedException("negative", $"{head[column]}: {fields[column]}");
        }
    }
}
