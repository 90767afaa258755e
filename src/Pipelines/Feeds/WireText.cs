using System.Globalization;

namespace Tauric.Pipelines.Feeds;

/// <summary>Lines of a recorded text, without their ends; <see cref="Number"/> counts from 1.</summary>
internal ref struct WireLines
{
    private ReadOnlySpan<byte> _rest;

    /// <exception cref="RefusedException">It is no text of lines at all.</exception>
    public WireLines(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw new RefusedException("wrong-encoding", "UTF-16");
        if (text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) text = text[3..];
        if (text.TrimStart(" \t\r\n"u8) is [(byte)'<', ..])
            throw new RefusedException("html-page", "markup where rows were expected");
        _rest = text;
    }

    public int Number { get; private set; }

    public ReadOnlySpan<byte> Line { get; private set; }

    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        int end = _rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? [] : _rest[(end + 1)..];
        Line = line is [.., (byte)'\r'] ? line[..^1] : line;
        Number++;
        return true;
    }
}

/// <summary>Fields of a line between commas; there are no quotes on these wires.</summary>
internal ref struct WireFields(ReadOnlySpan<byte> line)
{
    private ReadOnlySpan<byte> _rest = line;

    /// <summary>False once every field was taken.</summary>
    public bool Any { get; private set; } = !line.IsEmpty;

    /// <summary>The next field; empty when there is none.</summary>
    public ReadOnlySpan<byte> Next()
    {
        int end = _rest.IndexOf((byte)',');
        ReadOnlySpan<byte> field = end < 0 ? _rest : _rest[..end];
        Any = end >= 0;
        _rest = end < 0 ? [] : _rest[(end + 1)..];
        return field;
    }
}

/// <summary>Numbers and times as providers spell them, the same on every machine.</summary>
internal static class WireValue
{
    private const int ExactDigitsMax = 15;
    private const NumberStyles Plain =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, ExactDigitsMax + 1).Select(Power)];

    /// <summary>
    /// The double nearest to the decimal text. Up to 15 digits the digits and the power of ten are exact, so one
    /// division rounds correctly; what is longer or has an exponent takes the library's way.
    /// </summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out double value)
    {
        long digits = 0;
        int point = -1, i = text is [(byte)'-', ..] ? 1 : 0, first = i;
        for (; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9) digits = (digits * 10) + digit;
            else if (text[i] == '.' && point < 0) point = i;
            else break;
            if (i - first > ExactDigitsMax) break;
        }

        int count = text.Length - first - (point < 0 ? 0 : 1);
        if (i < text.Length || count is 0 or > ExactDigitsMax) return TryLong(text, out value);
        value = digits / PowersOfTen[point < 0 ? 0 : text.Length - point - 1];
        if (first == 1) value = -value;
        return true;
    }

    /// <summary><c>yyyy-MM-dd</c> at the start of a text.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (!IsDated(text) || !TryDigits(text[..4], out int year) || !TryDigits(text[5..7], out int month)
            || !TryDigits(text[8..10], out int day))
        {
            return false;
        }

        if (year is < FeedTime.YearMin or > FeedTime.YearMax || month is < 1 or > 12 || day < 1
            || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>Does it begin as a date is written? Cheap, to tell rows from messages.</summary>
    public static bool IsDated(ReadOnlySpan<byte> text) =>
        text.Length >= 10 && text[4] == '-' && text[7] == '-' && (uint)(text[0] - '0') <= 9;

    /// <summary><c>HH:mm:ss</c> on a whole minute, as minutes from midnight.</summary>
    public static bool TryMinute(ReadOnlySpan<byte> text, out int minute)
    {
        minute = 0;
        if (text.Length < 8 || text[2] != ':' || !text[5..8].SequenceEqual(":00"u8)
            || text[8..].IndexOfAnyExcept(".0"u8) >= 0
            || !TryDigits(text[..2], out int hour) || !TryDigits(text[3..5], out int of))
        {
            return false;
        }

        minute = (hour * 60) + of;
        return hour < 24 && of < 60;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte b in text)
        {
            uint digit = (uint)(b - '0');
            if (digit > 9) return false;
            value = (value * 10) + (int)digit;
        }

        return true;
    }

    private static bool TryLong(ReadOnlySpan<byte> text, out double value) =>
        double.TryParse(text, Plain, CultureInfo.InvariantCulture, out value);

    private static double Power(int exponent)
    {
        double power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
