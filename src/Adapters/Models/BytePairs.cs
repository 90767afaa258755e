using System.Buffers;

namespace Tauric.Adapters.Models;

/// <summary>
/// Byte-pair encoding of one piece (Sennrich, Haddow, Birch 2016): the adjacent pair of lowest rank merges, leftmost
/// first, until no pair has a rank. A queue of pairs keeps it at n log n, however long the piece.
/// </summary>
internal static class BytePairs
{
    private const int NoRank = int.MaxValue;

    /// <summary>Tokens of a piece that is not itself a token; their ranks are added to <paramref name="ranks"/> if
    /// given.</summary>
    public static int Encode(Vocabulary vocabulary, ReadOnlySpan<byte> piece, List<int>? ranks)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(3 * piece.Length);
        var parts = new Parts(vocabulary, piece, rented);
        int count = parts.Merge();
        if (ranks is not null) parts.AddRanks(ranks);
        ArrayPool<int>.Shared.Return(rented);
        return count;
    }

    /// <summary>The piece as a linked list of parts; a part is named by its first byte.</summary>
    private readonly ref struct Parts
    {
        private readonly Vocabulary _vocabulary;
        private readonly ReadOnlySpan<byte> _piece;
        private readonly Span<int> _next;
        private readonly Span<int> _previous;
        private readonly Span<int> _pairRank;   // Of a part with its next.
        private readonly PriorityQueue<int, ulong> _pairs;

        public Parts(Vocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> work)
        {
            _vocabulary = vocabulary;
            _piece = piece;
            _next = work[..piece.Length];
            _previous = work.Slice(piece.Length, piece.Length);
            _pairRank = work.Slice(2 * piece.Length, piece.Length);
            _pairs = new PriorityQueue<int, ulong>(piece.Length);
            for (int i = 0; i < piece.Length; i++) (_next[i], _previous[i]) = (i + 1, i - 1);
            for (int i = 0; i < piece.Length; i++) Rank(i);
        }

        public int Merge()
        {
            int count = _piece.Length;
            while (_pairs.TryDequeue(out int part, out ulong priority))
            {
                bool stale = _pairRank[part] != (int)(priority >> 32);
                if (stale) continue;
                int merged = _next[part];
                int after = _next[merged];
                _next[part] = after;
                if (after < _piece.Length) _previous[after] = part;
                _pairRank[merged] = NoRank;
                count--;
                Rank(part);
                if (part > 0) Rank(_previous[part]);
            }

            return count;
        }

        public void AddRanks(List<int> ranks)
        {
            for (int i = 0; i < _piece.Length; i = _next[i]) ranks.Add(_vocabulary.RankOf(_piece[i.._next[i]]));
        }

        private void Rank(int part)
        {
            _pairRank[part] = NoRank;
            int middle = _next[part];
            if (middle >= _piece.Length) return;
            int end = _next[middle];
            int rank = end - part <= _vocabulary.TokenBytesMax ? _vocabulary.RankOf(_piece[part..end]) : -1;
            if (rank < 0) return;
            _pairRank[part] = rank;
            _pairs.Enqueue(part, ((ulong)rank << 32) | (uint)part);
        }
    }
}
