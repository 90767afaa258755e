using System.Text;
using Tauric.Kernels.Labels;

namespace Tauric.Pipelines.Corpus.Rubric;

/// <summary>
/// The decision of a thesis against the label: wrong sides cost more than wrong strengths, and buying in error more
/// than selling in error.
/// </summary>
internal static class DecisionReward
{
    private const double Unread = -1.5;
    private const int Lines = 3;
    private const int Decisions = 5;

    // More white space within a marker is no marker.
    private const int MarkerWindow = 32;

    // Weakest first, as the numbers of Decision.
    private static readonly byte[][] Names = [.. Enumerable.Range(1, Decisions)
        .Select(i => Encoding.ASCII.GetBytes(((Decision)i).Words()))];

    // Row: what was said; column: what was true; strongest first, as figure S1 has them.
    private static ReadOnlySpan<double> Rewards =>
    [
        1.00, 0.75, -1.25, -2.00, -2.25,
        0.75, 1.00, -0.75, -1.50, -2.00,
        -1.50, -1.00, 1.00, -1.00, -1.50,
        -1.75, -1.25, -0.75, 1.00, 0.75,
        -2.00, -1.50, -1.25, 0.75, 1.00,
    ];

    /// <param name="said">May be undefined.</param>
    public static double Of(Decision said, Decision truth) => said == Decision.Undefined
        ? Unread
        : Rewards[((Decisions - (int)said) * Decisions) + Decisions - (int)truth];

    /// <summary>
    /// The last <c>[[[DECISION]]]</c> that names one, within the last three lines that are not blank.
    /// </summary>
    public static Decision Read(ReadOnlySpan<byte> thesis)
    {
        ReadOnlySpan<byte> tail = thesis[TailStart(thesis)..];
        for (int at = tail.LastIndexOf("[[["u8); at >= 0; at = tail[..at].LastIndexOf("[[["u8))
        {
            ReadOnlySpan<byte> marker = tail[(at + 3)..];
            int end = marker[..Math.Min(marker.Length, MarkerWindow)].IndexOf("]]]"u8);
            if (end >= 0 && Parse(marker[..end].Trim(" "u8)) is var decision and not Decision.Undefined)
                return decision;
        }

        return Decision.Undefined;
    }

    /// <exception cref="ArgumentException">It is none of the five.</exception>
    public static Decision Named(string label)
    {
        for (var decision = Decision.StrongSell; decision <= Decision.StrongBuy; decision++)
            if (label == decision.Words()) return decision;
        throw new ArgumentException($"'{label}' is no label: STRONG BUY, BUY, HOLD, SELL, STRONG SELL.", nameof(label));
    }

    private static Decision Parse(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < Names.Length; i++)
            if (name.SequenceEqual(Names[i])) return (Decision)(i + 1);
        return Decision.Undefined;
    }

    private static int TailStart(ReadOnlySpan<byte> thesis)
    {
        int start = thesis.Length;
        for (int found = 0; start > 0 && found < Lines;)
        {
            int begin = thesis[..Math.Max(0, start - 1)].LastIndexOf((byte)'\n') + 1;
            found += thesis[begin..start].IndexOfAnyExcept(" \t\r\n"u8) < 0 ? 0 : 1;
            start = begin;
        }

        return start;
    }
}
