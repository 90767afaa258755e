using System.Globalization;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample.Decisions;

/// <summary>
/// Writes invented decisions with what the market showed and what was executed, as <c>raw/{source}/{entity}/{date}</c>,
/// and beside <c>raw</c> the <c>truth.csv</c> they were built from: each decision's outperformance was drawn first, and
/// the prices made to give it.
/// </summary>
public sealed class DecisionSample
{
    /// <summary>Symbols of a small sample: the market, and three that decisions are about.</summary>
    private const int SymbolsSmall = 3;
    private const int DecisionsSmall = 100;
    private const int DecisionsCalm = 20_000;
    private const int DecisionsMax = 2_000_000;
    private const int PriceLookback = 560;

    private static readonly DateOnly First = new(2024, 3, 4);

    private readonly string _root;
    private readonly long _seed;
    private readonly DecisionPace _pace;

    private DecisionSample(string outDir, long seed, DecisionPace pace) =>
        (_root, _seed, _pace) = (Path.Combine(outDir, "raw"), seed, pace);

    /// <summary>The symbol whose return is the benchmark.</summary>
    public const string Market = "SPY";

    /// <param name="outDir">Created if missing; files of the same name are replaced.</param>
    /// <param name="decisions">How many, 1 to 2,000,000; beyond 20,000 they follow each other faster.</param>
    /// <param name="seed">Same seed, same bytes.</param>
    public static void Write(string outDir, int decisions, long seed = SampleOptions.DefaultSeed)
    {
        if (decisions is < 1 or > DecisionsMax)
            throw new UsageException($"--decisions: {decisions} is not a number from 1 to {DecisionsMax}");
        DecisionPace pace = decisions <= DecisionsCalm ? DecisionPace.Calm : DecisionPace.Busy;
        new DecisionSample(outDir, seed, pace).Write(decisions);
    }

    private void Write(int decisions)
    {
        Issuer market = Issuers.Named([Market])[0];
        Issuer[] traded = [.. Issuers.All.Where(issuer => !issuer.IsFund)];
        if (decisions <= DecisionsSmall) traded = traded[..SymbolsSmall];
        int perSession = traded.Length * _pace.Slots;
        int sessions = (decisions + perSession - 1) / perSession;
        DateOnly last = First;
        for (int i = 1; i < sessions; i++) last = TradingCalendar.Nyse.Next(last);
        var model = MarketModel.Simulate(_seed, last);
        History(model, [market, .. traded], last, Math.Max(PriceLookback, sessions + (PriceLookback / 2)));
        using StreamWriter truth = File.CreateText(Path.Combine(Path.GetDirectoryName(_root)!, "truth.csv"));
        truth.Write(DecisionTruth.Header + "\n");
        int left = decisions;
        foreach (DateOnly day in TradingCalendar.Nyse.Days(First, last))
        {
            Session(model, market, traded, day, Math.Min(left, perSession), truth);
            left -= perSession;
        }
    }

    /// <summary>Daily prices and the VIX up to the day before the last session: what regimes are judged by.</summary>
    private void History(MarketModel model, Issuer[] issuers, DateOnly last, int lookback)
    {
        var planted = new Planted();
        int end = model.IndexAtOrBefore(last);
        foreach (Issuer issuer in issuers)
        {
            ReadOnlySpan<Bar> bars = model.Bars(issuer).AsSpan(Math.Max(0, end - lookback)..end);
            Save("yahoo_price", issuer.Ticker, bars[^1].Day, "json",
                YahooChart.Payload(_seed, issuer, bars, First.AddYears(-10), planted));
        }

        byte[] vix = new FredObservations(_seed, model, planted)
            .Payload("VIXCLS", First.AddDays(-30), last.AddDays(-1));
        Save("fred", "VIXCLS", last, "json", vix);
    }

    private void Session(
        MarketModel model, Issuer market, Issuer[] traded, DateOnly day, int decisions, StreamWriter truth)
    {
        int index = model.IndexAtOrBefore(day);
        var files = new DecisionFiles();
        DecisionPath benchmark = PathOf(market);
        benchmark.Walk(0, DecisionPath.Seconds);
        for (int slot = 0; slot < _pace.Slots; slot++)
            benchmark.Show(_pace.Start(slot), _pace.End(slot));
        benchmark.Write(files);
        for (int i = 0; i < traded.Length; i++)
        {
            int count = (decisions / traded.Length) + (i < decisions % traded.Length ? 1 : 0);
            DecisionPath path = PathOf(traded[i]);
            var session = new DecisionSession(_seed, _pace, path, benchmark);
            for (int slot = 0; slot < count; slot++) truth.Write(session.Decide(slot, files) + "\n");
            path.Walk(path.Reached, DecisionPath.Seconds);
            path.Write(files);
        }

        files.PlantFaults(day);
        foreach ((string source, string entity, string extension, string text) in files.All)
            Save(source, entity, day, extension, Encoding.UTF8.GetBytes(text));

        DecisionPath PathOf(Issuer issuer)
        {
            Bar bar = model.Bars(issuer)[index];
            return new DecisionPath(_seed, issuer.Ticker, day, bar.Open, issuer.OwnVolatility);
        }
    }

    private void Save(string source, string entity, DateOnly day, string extension, byte[] payload)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, source, entity)).FullName;
        string name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        File.WriteAllBytes(Path.Combine(folder, $"{name}.{extension}"), payload);
    }
}
