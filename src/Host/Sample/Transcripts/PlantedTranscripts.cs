namespace Tauric.Host.Sample.Transcripts;

/// <summary>What was put into transcripts on purpose: the truth to find.</summary>
public sealed class PlantedTranscripts
{
    /// <summary>
    /// Theme of each sentence of the linked firms' calls, by transcript and then by text; null for one about nothing.
    /// A text said of two themes is in none.
    /// </summary>
    public Dictionary<(string Transcript, string Text), string?> Themes { get; } = [];

    /// <summary>Firms with a call, by quarter: how many, and how many of them have a security.</summary>
    public SortedDictionary<string, (int Firms, int Linked)> Coverage { get; } = new(StringComparer.Ordinal);

    public int Files { get; set; }

    public long Bytes { get; set; }

    public int Sentences { get; set; }

    /// <summary>Older versions of transcripts.</summary>
    public int OldVersions { get; set; }
}
