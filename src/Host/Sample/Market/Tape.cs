using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample.Market;

/// <summary>A bar in cents.</summary>
internal readonly record struct CentBar(int Open, int High, int Low, int Close, long Volume);

/// <summary>
/// The bars of a listing: sessions of the market model, bent to a <see cref="Shape"/>, and the minutes of a session,
/// which add up to it exactly.
/// </summary>
internal sealed class Tape
{
    private const int OpenMinute = (9 * 60) + 30;

    /// <summary>From here on an ordinary listing trades every minute.</summary>
    private const int IndexFull = 25;

    private readonly long _seed;
    private readonly Bar[] _model;
    private readonly CentBar[] _sessions;

    /// <param name="last">Index of the last session in the model.</param>
    public Tape(long seed, MarketModel market, Issuer issuer, int last)
    {
        (_seed, Issuer, Last) = (seed, issuer, last);
        Shape = Shapes.Of(issuer.Index);
        _model = market.Bars(issuer);
        _sessions = new CentBar[last + 1];
        double close = issuer.StartPrice;
        for (int i = 0; i <= last; i++)
        {
            double before = i == 0 ? issuer.StartPrice : _model[i - 1].Close;
            (_sessions[i], close) = Session(_model[i], before, close, Shapes.On(Shape, last - i));
        }
    }

    public Issuer Issuer { get; }

    public Shape Shape { get; }

    public int Last { get; }

    public DateOnly Day(int session) => _model[session].Day;

    public CentBar this[int session] => _sessions[session];

    /// <summary>Is there a daily bar?</summary>
    public bool Has(int session) => Shape switch
    {
        Shape.NewListing => Last - session < Shapes.NewListingSessions,
        Shape.MissingBars => Last - session != Shapes.MissingDay,
        _ => true,
    };

    /// <summary>The minutes with a bar, by the Eastern minute they start at.</summary>
    public (int Minute, CentBar Bar)[] Minutes(int session)
    {
        var random = CounterRandom.For(_seed, "minutes", Issuer.Ticker, $"{Day(session):yyyy-MM-dd}");
        int[] minutes = Traded(ref random, session);
        double[] path = Path(ref random, session, minutes);
        long[] volumes = Volumes(ref random, session, minutes);
        CentBar day = _sessions[session];
        var bars = new (int Minute, CentBar Bar)[minutes.Length];
        int before = day.Open;
        for (int i = 0; i < bars.Length; i++)
        {
            int close = i == bars.Length - 1 ? day.Close : Folded(path[i], day);
            // An untouched last digit now and then: bars whose range is that of open and close.
            int reach = 1 + (int)((day.High - day.Low) * .03);
            int high = Math.Min(day.High, Math.Max(before, close) + random.NextInt(reach));
            int low = Math.Max(day.Low, Math.Min(before, close) - random.NextInt(reach));
            bars[i] = (OpenMinute + minutes[i], new CentBar(before, high, low, close, volumes[i]));
            before = close;
        }

        Touch(bars, day);
        return bars;
    }

    private static (CentBar Bar, double Close) Session(Bar model, double modelBefore, double before, Bend bend)
    {
        double open = before * Math.Exp((Math.Log(model.Open / modelBefore) * bend.Returns) + bend.Overnight);
        double close = open * Math.Exp((Math.Log(model.Close / model.Open) * bend.Returns) + bend.Intraday);
        double above = Math.Log(model.High / Math.Max(model.Open, model.Close)) * bend.Range;
        double below = Math.Log(Math.Min(model.Open, model.Close) / model.Low) * bend.Range;
        double high = Math.Max(Math.Max(open, close) * Math.Exp(above), open * Math.Exp(bend.Peak));
        double low = Math.Min(open, close) * Math.Exp(-below);
        return (new CentBar(Cents(open), Cents(high), Cents(low), Cents(close), (long)(model.Volume * bend.Volume)),
            close);
    }

    private int[] Traded(ref CounterRandom random, int session)
    {
        DateOnly day = Day(session);
        int length = (int)((TradingCalendar.Nyse.CloseMicros(day) - TradingCalendar.Nyse.OpenMicros(day))
            / (60 * UtcMicros.PerSecond));
        double share = Shape switch
        {
            Shape.Thin => .125,
            Shape.Quiet or Shape.Untraded => .35,
            Shape.NewListing or Shape.GapDown or Shape.Reversal => .55,
            // Not every minute has a trade, and the shipped cut is small.
            Shape.Ordinary when !Issuer.IsFund && Issuer.Index < IndexFull => (Issuer.Index % 3) switch
            {
                0 => .5,
                1 => .35,
                _ => Issuer.Ticker == IqFeedHistory.BadlyBehaved ? 1 : .75,
            },
            _ => 1,
        };
        List<int> minutes = [];
        for (int minute = 0; minute < length; minute++)
        {
            bool trades = random.NextUniform() < share || minute == 0 || minute == length - 1;
            if (trades && !IsHole(session, minute)) minutes.Add(minute);
        }

        return [.. minutes];
    }

    private bool IsHole(int session, int minute) => Shape switch
    {
        Shape.Halt => Last - session == Shapes.HaltDay && (uint)(minute - Shapes.HaltFrom) < Shapes.HaltMinutes,
        Shape.MissingBars => session == Last && minute is 30 or 31 or 77,
        _ => false,
    };

    /// <summary>A bridge from open to close, by way of the peak where there is one; in cents.</summary>
    private double[] Path(ref CounterRandom random, int session, int[] minutes)
    {
        CentBar day = _sessions[session];
        Bend bend = Shapes.On(Shape, Last - session);
        double spread = .3 * Math.Log((double)day.High / day.Low);
        int length = minutes[^1] + 1;
        double[] walk = new double[minutes.Length];
        double sum = 0;
        for (int i = 0; i < walk.Length; i++) walk[i] = sum += random.NextNormal();
        double[] path = new double[minutes.Length];
        for (int i = 0; i < path.Length; i++)
        {
            double u = (minutes[i] + 1.0) / length, at = (i + 1.0) / path.Length;
            double bridge = (walk[i] - (at * sum)) / Math.Sqrt(path.Length);
            double line = Math.Log(day.Open) + (u * Math.Log((double)day.Close / day.Open));
            double peak = bend.Peak * Math.Max(0, 1 - (Math.Abs(u - .4) / .4));
            // A halt's news is in the price when trading resumes, not before.
            if (Shape == Shape.Halt && bend.Intraday != 0)
                line = Math.Log(minutes[i] < Shapes.HaltFrom ? day.Open : day.Close);
            path[i] = Math.Exp(line + peak + (spread * bridge));
        }

        return path;
    }

    /// <summary>More at both ends of a session; they add up to the day's.</summary>
    private long[] Volumes(ref CounterRandom random, int session, int[] minutes)
    {
        double[] weights = new double[minutes.Length];
        double total = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double u = (2.0 * minutes[i] / minutes[^1]) - 1;
            total += weights[i] = (1 + (2 * u * u)) * Math.Exp(.5 * random.NextNormal());
        }

        long day = _sessions[session].Volume, left = day;
        long[] volumes = new long[minutes.Length];
        for (int i = 0; i < volumes.Length; i++)
        {
            volumes[i] = i == volumes.Length - 1 ? left : Math.Min(left, (long)(day * (weights[i] / total)));
            left -= volumes[i];
        }

        return volumes;
    }

    /// <summary>The minutes nearest to the day's extremes reach them.</summary>
    private static void Touch((int Minute, CentBar Bar)[] bars, CentBar day)
    {
        int high = 0, low = 0;
        for (int i = 1; i < bars.Length; i++)
        {
            if (bars[i].Bar.High > bars[high].Bar.High) high = i;
            if (bars[i].Bar.Low < bars[low].Bar.Low) low = i;
        }

        bars[high].Bar = bars[high].Bar with { High = day.High };
        bars[low].Bar = bars[low].Bar with { Low = day.Low };
    }

    /// <summary>Turned back at the day's extremes: cut off, the path would stand still there.</summary>
    private static int Folded(double cents, CentBar day)
    {
        int range = day.High - day.Low;
        if (range == 0) return day.Low;
        int turned = Math.Abs((int)Math.Round(cents) - day.Low) % (2 * range);
        return day.Low + (turned > range ? (2 * range) - turned : turned);
    }

    private static int Cents(double dollars) => Math.Max(1, (int)Math.Round(dollars * 100));
}
