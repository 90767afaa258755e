namespace Tauric.Pipelines.Corpus.Rubric;

/// <summary>Evidence, of a text read line by line: the harmonic mean over the sections that have bullets.</summary>
/// <remarks>
/// <para>A bullet: 0.4·opinion + 0.35 for a quote in italics + 0.25 for a source in back-ticks. A section: 0.3·(how
/// many bullets; four to seven are right) + 0.7·(harmonic mean of its bullets, none below 0.01).</para>
/// <para>Sections without bullets (summary, decision) claim nothing and are left out: our choice. So is that a bullet
/// takes in what is indented below it, deeper bullets too, and whatever follows without a blank line.</para>
/// </remarks>
internal struct EvidenceTally
{
    private const int OpinionWordsMin = 15;
    private const int OpinionWordsMax = 90;
    private const int BulletsMin = 4;
    private const int BulletsMax = 7;
    private const double Floor = 0.01;

    private int _sections;
    private double _inverses;
    private int _bullets;
    private double _bulletInverses;
    private bool _isOpen;
    private bool _isAfterBlank;
    private int _indent;
    private int _opinionWords;
    private bool _hasQuote;
    private bool _hasSource;

    public void Add(in MarkdownLine line, in InlineMarks marks)
    {
        bool isBullet = line.Kind == LineKind.Bullet && (!_isOpen || line.Indent <= _indent);
        bool isAside = line.Kind != LineKind.Blank && line.Indent == 0 && _isAfterBlank;
        _isAfterBlank = line.Kind == LineKind.Blank;
        if (isBullet || isAside || line.Kind == LineKind.Header) EndBullet();
        if (isBullet) (_isOpen, _indent) = (true, line.Indent);
        if (!_isOpen) return;
        _opinionWords += marks.OpinionWords;
        _hasQuote |= marks.HasQuote;
        _hasSource |= marks.HasSource;
    }

    public void EndSection()
    {
        EndBullet();
        if (_bullets == 0) return;
        double count = _bullets switch
        {
            < BulletsMin => _bullets / (double)BulletsMin,
            > BulletsMax => Math.Max(0.3, 1 - (0.1 * (_bullets - BulletsMax))),
            _ => 1,
        };
        _sections++;
        _inverses += 1 / ((0.3 * count) + (0.7 * _bullets / _bulletInverses));
        (_bullets, _bulletInverses) = (0, 0);
    }

    /// <summary>Ends the last section.</summary>
    public double Score()
    {
        EndSection();
        return _sections == 0 ? 0 : _sections / _inverses;
    }

    private void EndBullet()
    {
        if (!_isOpen) return;
        _bullets++;
        _bulletInverses += 1 / Math.Max(Floor, (0.4 * Opinion()) + (_hasQuote ? 0.35 : 0) + (_hasSource ? 0.25 : 0));
        (_isOpen, _opinionWords, _hasQuote, _hasSource) = (false, 0, false, false);
    }

    /// <summary>Fifteen to ninety words with both citations are worth 1, without them 0.3.</summary>
    private readonly double Opinion()
    {
        double filled = _opinionWords / (double)OpinionWordsMin;
        if (!_hasQuote || !_hasSource) return Math.Min(0.3, filled * 0.3);
        return _opinionWords > OpinionWordsMax
            ? Math.Max(0.5, 1 - (0.02 * (_opinionWords - OpinionWordsMax)))
            : Math.Min(1, filled);
    }
}
