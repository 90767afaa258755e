namespace Tauric.Pipelines.Corpus.Rubric;

/// <summary>Structure, of a text read line by line: 0.6·(how many sections) + 0.4·(mean of the sections).</summary>
/// <remarks>
/// Five to seven sections are right. A section has 0.3 for a header, 0.4 for bullets, 0.2 for bold, 0.1 for a table;
/// one of fewer than 50 words (headers apart) has 0.2, whatever is in it.
/// </remarks>
internal struct StructureTally
{
    private const int SectionsMin = 5;
    private const int SectionsMax = 7;
    private const int WordsMin = 50;

    private int _sections;
    private double _sum;
    private int _words;
    private bool _hasHeader;
    private bool _hasBullet;
    private bool _hasBold;
    private bool _hasTable;

    public void Add(LineKind kind, in InlineMarks marks)
    {
        _hasHeader |= kind == LineKind.Header;
        _hasBullet |= kind == LineKind.Bullet;
        _hasTable |= kind == LineKind.TableRule;
        if (kind == LineKind.Header) return;
        _hasBold |= marks.HasBold;
        _words += marks.Words;
    }

    public void EndSection()
    {
        if (_words > 0)
        {
            _sections++;
            _sum += _words < WordsMin
                ? 0.2
                : (_hasHeader ? 0.3 : 0) + (_hasBullet ? 0.4 : 0) + (_hasBold ? 0.2 : 0) + (_hasTable ? 0.1 : 0);
        }

        (_words, _hasHeader, _hasBullet, _hasBold, _hasTable) = (0, false, false, false, false);
    }

    /// <summary>Ends the last section.</summary>
    public double Score()
    {
        EndSection();
        double count = _sections switch
        {
            < SectionsMin => Math.Max(0.3, _sections / (double)SectionsMin * 0.7),
            > SectionsMax => Math.Max(0.3, 1 - (0.15 * (_sections - SectionsMax))),
            _ => 1,
        };
        return (0.6 * count) + (0.4 * _sum / Math.Max(1, _sections));
    }
}
