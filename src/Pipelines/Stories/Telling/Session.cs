using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>A trading session as the narratives look back from its close.</summary>
internal readonly record struct Session(DateOnly Day)
{
    /// <summary>Sessions back to the closes that are compared with this one's; 0 is its own.</summary>
    public static readonly int[] Lookbacks = [0, 1, 5, 20];

    public long Open => TradingCalendar.Nyse.OpenMicros(Day);

    public long Close => TradingCalendar.Nyse.CloseMicros(Day);

    public string Key => StorySessions.Text(Day);

    public static Session Parse(string key) => new(StorySessions.Parse(key));

    /// <summary>Sessions there are daily states of, in order.</summary>
    public static IEnumerable<Session> Told(IPartitionKeys upstream) =>
        from key in upstream.Of(StoryDatasets.Output)
        let parts = key.Split('/')
        where parts[0] == StoryDatasets.Day
        select Parse(parts[1]);

    public Session Back(int sessions)
    {
        DateOnly day = Day;
        for (int i = 0; i < sessions; i++) day = TradingCalendar.Nyse.Previous(day);
        return new Session(day);
    }

    /// <summary>Reads of what became known between the close before and this one, by month.</summary>
    public IEnumerable<Read> Reads(Dataset byMonth)
    {
        Session before = Back(1);
        foreach (string month in Months.Of(before.Day, Day))
            yield return new Read(byMonth, month, before.Close, Close);
    }
}
