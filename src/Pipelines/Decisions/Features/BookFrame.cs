namespace Tauric.Pipelines.Decisions.Features;

/// <summary>The order book as of the decision: of each venue the last snapshot of the two hours before.</summary>
internal sealed class BookFrame
{
    private const int TopLevels = 3;

    private readonly List<VenueBook> _venues = [];

    /// <summary>Venues that showed a book, by name.</summary>
    public IReadOnlyList<VenueBook> Venues => _venues;

    public double BidSize => Sum(v => v.BidSize);

    public double AskSize => Sum(v => v.AskSize);

    public double TopBidSize => Sum(v => v.TopBidSize);

    public double TopAskSize => Sum(v => v.TopAskSize);

    /// <summary>Mean distance of a resting share from the middle of the best level, in basis points.</summary>
    public double DistanceBps { get; private set; }

    /// <returns>False when no book was known.</returns>
    public bool Load(SymbolTicks ticks, long after, long until)
    {
        _venues.Clear();
        TickColumns depth = ticks.Depth;
        int end = depth.CountUpTo(until), first = depth.CountUpTo(after);
        Span<int> found = stackalloc int[Math.Min(ticks.Venues.Count, 256)];
        found.Fill(-1);
        double best = double.NaN, moved = 0, size = 0;
        for (int row = end - 1; row >= first; row--)
        {
            int place = (int)depth[0][row];
            if (place >= found.Length) continue;
            if (found[place] < 0)
            {
                found[place] = _venues.Count;
                _venues.Add(new VenueBook(ticks.Venues[place], depth.KnownAt[row]));
            }

            VenueBook book = _venues[found[place]];
            if (depth.KnownAt[row] < book.KnownAt) continue;
            book.Add(depth, row, TopLevels);
            double middle = 0.5 * (depth[2][row] + depth[4][row]);
            if (double.IsNaN(best)) best = middle;
            moved += (depth[3][row] * (best - depth[2][row])) + (depth[5][row] * (depth[4][row] - best));
            size += depth[3][row] + depth[5][row];
        }

        DistanceBps = 1e4 * moved / (size * best);
        _venues.Sort((a, b) => string.CompareOrdinal(a.Venue, b.Venue));
        return _venues.Count > 0;
    }

    /// <summary>Sum of squared shares of the venues in all resting size: 1 when there is one.</summary>
    public double Concentration()
    {
        double all = BidSize + AskSize, sum = 0;
        foreach (VenueBook book in _venues)
        {
            double share = (book.BidSize + book.AskSize) / all;
            sum = Math.FusedMultiplyAdd(share, share, sum);
        }

        return sum;
    }

    private double Sum(Func<VenueBook, double> of)
    {
        double sum = 0;
        foreach (VenueBook book in _venues) sum += of(book);
        return sum;
    }
}

/// <summary>Resting sizes at a venue.</summary>
internal sealed class VenueBook(string venue, long knownAt)
{
    public string Venue => venue;

    public long KnownAt => knownAt;

    public double BidSize { get; private set; }

    public double AskSize { get; private set; }

    public double TopBidSize { get; private set; }

    public double TopAskSize { get; private set; }

    public void Add(TickColumns depth, int row, int topLevels)
    {
        BidSize += depth[3][row];
        AskSize += depth[5][row];
        if (depth[1][row] >= topLevels) return;
        TopBidSize += depth[3][row];
        TopAskSize += depth[5][row];
    }
}
