using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>
/// Numbers the evidence of a ticker and day: what several of its prompts say is one piece of evidence, so that their
/// plans and sections can be asked once.
/// </summary>
internal sealed class EvidenceBook
{
    private readonly Dictionary<Key, Evidence> _known = [];
    private readonly List<Evidence> _all = [];

    /// <summary>In the order of their numbers; grows as prompts are read.</summary>
    public IReadOnlyList<Evidence> All => _all;

    public Evidence Of(string section, Fact fact)
    {
        var key = new Key(section, fact.Claim, fact.Quote.ToString());
        if (_known.TryGetValue(key, out Evidence? known)) return known;
        var evidence = new Evidence(_all.Count + 1, section, fact.Stance, fact.Claim, fact.Quote);
        _all.Add(evidence);
        return _known[key] = evidence;
    }

    private readonly record struct Key(string Section, string Claim, string Quote);
}
