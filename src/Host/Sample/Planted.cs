namespace Tauric.Host.Sample;

/// <summary>What was put into the sample on purpose, so that a run over it can be checked by counting.</summary>
public sealed record Planted
{
    public int Files { get; set; }

    public long Bytes { get; set; }

    public int FinnhubItems { get; set; }

    public int GoogleItems { get; set; }

    /// <summary>Stories that appear in both feeds with the same words.</summary>
    public int CrossPosted { get; set; }

    /// <summary>Copies by another publisher, hours later, slightly edited.</summary>
    public int Syndicated { get; set; }

    /// <summary>Same id, later time, <c>CORRECTED:</c> headline.</summary>
    public int Corrected { get; set; }

    /// <summary>The same item twice in one payload.</summary>
    public int Duplicated { get; set; }

    /// <summary>Items to refuse: null headline, zero time, missing title or date.</summary>
    public int MalformedNews { get; set; }

    /// <summary>Summaries with tags, entities, trackers or scripts.</summary>
    public int HtmlSummaries { get; set; }

    public int EmptySummaries { get; set; }

    public int Splits { get; set; }

    public int Dividends { get; set; }

    /// <summary>Sessions whose price arrays hold nulls.</summary>
    public int NullBars { get; set; }

    /// <summary>Sessions to refuse: high and low exchanged.</summary>
    public int InvertedBars { get; set; }

    /// <summary>FRED observations whose value was revised by a later vintage.</summary>
    public int Revisions { get; set; }

    /// <summary>FRED values of <c>.</c>.</summary>
    public int MissingObservations { get; set; }

    public int RestatedQuarters { get; set; }
}
