namespace Tauric.Host.Sample.Market;

/// <summary>What was put into the market sample on purpose, so that a run over it can be checked by counting.</summary>
public sealed record PlantedMarket
{
    public int Files { get; set; }

    public long Bytes { get; set; }

    /// <summary>Minute bars to find: rows that repeat one or are to refuse are not counted.</summary>
    public int MinuteBars { get; set; }

    public int DailyBars { get; set; }

    /// <summary>Rows of minutes to refuse: the kinds of <see cref="HostileRows"/>.</summary>
    public int HostileMinutes { get; set; }

    /// <summary>Rows of days to refuse.</summary>
    public int HostileDays { get; set; }

    /// <summary>Minute rows that say again what stands above them.</summary>
    public int RepeatedMinutes { get; set; }

    /// <summary>Stories of news, each with its first words.</summary>
    public int Stories { get; set; }

    /// <summary>Stories whose words a later payload, or the same one, changes.</summary>
    public int RestatedStories { get; set; }

    /// <summary>Stories to refuse: no title.</summary>
    public int HostileStories { get; set; }

    /// <summary>Numbers of internals, options and the economy to find, every vintage one.</summary>
    public int Values { get; set; }

    /// <summary>Of those, numbers that restate one.</summary>
    public int RestatedValues { get; set; }

    /// <summary>Rows of numbers to refuse.</summary>
    public int HostileValues { get; set; }

    /// <summary>Stories that say what a <see cref="Shape"/> is about.</summary>
    public int ShapedStories { get; set; }
}
