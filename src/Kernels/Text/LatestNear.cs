namespace Tauric.Kernels.Text;

/// <summary>
/// The latest earlier sighting of a text near another one. Each bucket is a chain of its texts, the last seen first,
/// so a search stops at its first match.
/// </summary>
/// <remarks>
/// Of thousands of near copies each is compared with one other. What costs comparisons is texts that meet, are seen
/// later than the match, and are not similar enough: at worst all that meet, most of them by their sketches alone.
/// </remarks>
public sealed class LatestNear
{
    private const int None = -1;

    private readonly NearTexts _texts;
    private readonly int[] _lastSeen;

    // By bucket: the text last seen. By text and band: its neighbours in the chain of its bucket.
    private readonly int[] _head;
    private readonly int[] _older;
    private readonly int[] _newer;

    public LatestNear(NearTexts texts)
    {
        _texts = texts;
        _lastSeen = Nothing(texts.Count);
        _head = Nothing(texts.BucketCount);
        _older = Nothing(texts.Count * LshBands.Bands);
        _newer = Nothing(texts.Count * LshBands.Bands);
    }

    /// <summary>Exact comparisons of two sets so far: what a search costs.</summary>
    public long Comparisons { get; private set; }

    /// <summary>When the text itself was last seen; −1 before that.</summary>
    public int LastSeen(int text) => _lastSeen[text];

    /// <param name="moment">Later than every earlier one; from 0.</param>
    public void See(int text, int moment)
    {
        ReadOnlySpan<int> buckets = _texts.BucketsOf(text);
        for (int band = 0; band < buckets.Length; band++)
        {
            if (buckets[band] != NearTexts.Alone) MoveToFront(text, band, ref _head[buckets[band]]);
        }

        _lastSeen[text] = moment;
    }

    /// <summary>
    /// The latest moment from <paramref name="since"/> on at which another, near text was seen; −1 without one.
    /// </summary>
    public int Latest(int text, int since)
    {
        // Where each band's search is, and when that text was last seen: of different texts, at different moments.
        Span<int> heads = stackalloc int[LshBands.Bands], moments = stackalloc int[LshBands.Bands];
        ReadOnlySpan<int> buckets = _texts.BucketsOf(text);
        for (int band = 0; band < heads.Length; band++)
        {
            heads[band] = buckets[band] == NearTexts.Alone ? None : _head[buckets[band]];
            moments[band] = MomentOf(heads[band]);
        }

        while (true)
        {
            int latest = Max(moments);
            if (latest < since) return None;
            int other = heads[moments.IndexOf(latest)];
            if (other != text && IsNear(text, other)) return latest;
            for (int band = 0; band < heads.Length; band++)
            {
                if (moments[band] != latest) continue;
                heads[band] = _older[Slot(other, band)];
                moments[band] = MomentOf(heads[band]);
            }
        }
    }

    private bool IsNear(int text, int other)
    {
        Comparisons++;
        return _texts.AreSimilar(text, other);
    }

    private int MomentOf(int text) => text == None ? int.MinValue : _lastSeen[text];

    private static int Max(ReadOnlySpan<int> moments)
    {
        int max = int.MinValue;
        foreach (int moment in moments) max = Math.Max(max, moment);
        return max;
    }

    private void MoveToFront(int text, int band, ref int head)
    {
        if (head == text) return;
        int slot = Slot(text, band), older = _older[slot], newer = _newer[slot];
        if (newer != None) _older[Slot(newer, band)] = older;
        if (older != None) _newer[Slot(older, band)] = newer;
        if (head != None) _newer[Slot(head, band)] = text;
        (_older[slot], _newer[slot], head) = (head, None, text);
    }

    private static int Slot(int text, int band) => (text * LshBands.Bands) + band;

    private static int[] Nothing(int count)
    {
        var nothing = new int[count];
        Array.Fill(nothing, None);
        return nothing;
    }
}
