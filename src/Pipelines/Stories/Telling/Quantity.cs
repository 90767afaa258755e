namespace Tauric.Pipelines.Stories.Telling;

/// <summary>
/// How numbers are said: hundredths, rounded half to even from the double. A change is in percent and said without its
/// sign, which the words say.
/// </summary>
internal static class Quantity
{
    /// <summary>Letters a quantity takes at most.</summary>
    public const int LengthMax = 24;

    // Beyond this a double has no hundredths, and a change has no meaning.
    private const double HundredthsMax = 1e15;

    /// <summary>Hundredths of a percent from one value to another, or null where there is no such change.</summary>
    public static long? Change(double from, double to)
    {
        double hundredths = ((to / from) - 1) * 10_000;
        return from > 0 && to >= 0 && Math.Abs(hundredths) < HundredthsMax
            ? (long)Math.Round(hundredths, MidpointRounding.ToEven)
            : null;
    }

    /// <summary>Writes hundredths as <c>1.24</c>.</summary>
    public static ReadOnlySpan<char> Text(long hundredths, Span<char> target)
    {
        int at = 0;
        if (hundredths < 0) target[at++] = '-';
        (long whole, long part) = Math.DivRem(Math.Abs(hundredths), 100);
        whole.TryFormat(target[at..], out int digits);
        at += digits;
        target[at++] = '.';
        target[at++] = (char)('0' + (part / 10));
        target[at++] = (char)('0' + (part % 10));
        return target[..at];
    }

    /// <summary>Writes a value, or nothing where it has no hundredths.</summary>
    public static ReadOnlySpan<char> Text(double value, Span<char> target) => Math.Abs(value) < HundredthsMax / 100
        ? Text((long)Math.Round(value * 100, MidpointRounding.ToEven), target)
        : [];

    /// <summary>The Eastern time of an instant of a session, <c>10:42</c>.</summary>
    /// <param name="open">09:30 Eastern of the session, µs: no clock is changed while the market is open.</param>
    public static ReadOnlySpan<char> TimeOfDay(long instant, long open, Span<char> target)
    {
        int minutes = (9 * 60) + 30 + (int)Math.Clamp((instant - open) / 60_000_000, -570, 869);
        ReadOnlySpan<int> digits = [minutes / 600, minutes / 60 % 10, minutes % 60 / 10, minutes % 10];
        for (int i = 0; i < digits.Length; i++) target[i < 2 ? i : i + 1] = (char)('0' + digits[i]);
        target[2] = ':';
        return target[..5];
    }
}
