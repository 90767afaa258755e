using System.Text;

namespace Tauric.WriterModel;

/// <summary>
/// Byte-level byte pairs (Sennrich, Haddow, Birch 2016): 256 bytes, then merges in the order they were learned, then
/// three words of control that no text can contain.
/// </summary>
internal sealed class Tokenizer
{
    public static readonly string[] Controls = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

    private readonly Dictionary<(int Left, int Right), int> _merged = [];
    private readonly Dictionary<string, int[]> _known = new(StringComparer.Ordinal);
    private readonly List<byte[]> _bytes = [.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value })];

    /// <param name="merges">Pairs of tokens; the n-th makes token 256 + n.</param>
    public Tokenizer(IReadOnlyList<(int Left, int Right)> merges)
    {
        Merges = merges;
        foreach ((int left, int right) in merges)
        {
            _merged[(left, right)] = _bytes.Count;
            _bytes.Add([.. _bytes[left], .. _bytes[right]]);
        }
    }

    public IReadOnlyList<(int Left, int Right)> Merges { get; }

    public int Size => _bytes.Count + Controls.Length;

    public int EndOfText => _bytes.Count;

    public int TurnStart => _bytes.Count + 1;

    public int TurnEnd => _bytes.Count + 2;

    public ReadOnlySpan<byte> BytesOf(int token) => token < _bytes.Count ? _bytes[token] : [];

    public List<int> Encode(string text)
    {
        List<int> tokens = [];
        foreach (string piece in Pieces.Of(text))
        {
            if (!_known.TryGetValue(piece, out int[]? known))
            {
                known = Merge(Encoding.UTF8.GetBytes(piece));
                if (_known.Count < 100_000) _known[piece] = known;
            }

            tokens.AddRange(known);
        }

        return tokens;
    }

    public string Decode(IEnumerable<int> tokens) =>
        Encoding.UTF8.GetString([.. tokens.SelectMany(token => BytesOf(token).ToArray())]);

    /// <summary>A user's turn, and the beginning of the answer's.</summary>
    public int[] Prompt(string text) =>
    [
        TurnStart, .. Encode("user\n"), .. Encode(text), TurnEnd, .. Encode("\n"),
        TurnStart, .. Encode("assistant\n"),
    ];

    public Document Document(string prompt, string answer)
    {
        int[] asked = Prompt(prompt);
        return new([.. asked, .. Encode(answer), TurnEnd], asked.Length);
    }

    private int[] Merge(byte[] piece)
    {
        List<int> parts = [.. piece.Select(value => (int)value)];
        while (true)
        {
            int best = -1, lowest = int.MaxValue;
            for (int i = 0; i + 1 < parts.Count; i++)
            {
                if (!_merged.TryGetValue((parts[i], parts[i + 1]), out int token) || token >= lowest) continue;
                (best, lowest) = (i, token);
            }

            if (best < 0) return [.. parts];
            parts[best] = lowest;
            parts.RemoveAt(best + 1);
        }
    }
}
