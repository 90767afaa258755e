using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Decisions.Inputs;

/// <summary>Fields of text inputs as bytes: times, numbers and names, or nothing.</summary>
internal static class InputFields
{
    private const int NameBytesMax = 64;
    private const int IdBytesMax = 128;
    private const NumberStyles Plain =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly long s_timeMin = UtcMicros.From(new DateOnly(Feeds.FeedTime.YearMin, 1, 1));
    private static readonly long s_timeMax = UtcMicros.From(new DateOnly(Feeds.FeedTime.YearMax + 1, 1, 1)) - 1;
    private static readonly SearchValues<byte> s_nameBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-^="u8);

    /// <summary>A symbol or a venue: letters, digits and <c>. _ - ^ =</c>, at most 64.</summary>
    public static bool IsName(ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= NameBytesMax && !text.ContainsAnyExcept(s_nameBytes);

    /// <summary>An id of a decision: printable ASCII without blanks, quotes, commas and slashes, at most 128.</summary>
    public static bool IsId(ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
        {
            if (b is <= (byte)' ' or > (byte)'~' or (byte)'"' or (byte)',' or (byte)'/' or (byte)'\\') return false;
        }

        return text.Length is > 0 and <= IdBytesMax;
    }

    /// <summary>A finite number in plain or exponent notation.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text, out double number) =>
        double.TryParse(text, Plain, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>
    /// An instant from 1990 to 2099: microseconds since 1970, or ISO 8601 in UTC with up to six digits of a second,
    /// <c>2025-03-14T13:30:00.25Z</c>.
    /// </summary>
    public static bool IsTime(ReadOnlySpan<byte> text, out long micros)
    {
        bool isNumber = Utf8Parser.TryParse(text, out micros, out int used) && used == text.Length;
        return (isNumber || IsIso(text, out micros)) && micros >= s_timeMin && micros <= s_timeMax;
    }

    private static bool IsIso(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length is < 20 or > 27 || text[^1] != 'Z' || text[4] != '-' || text[7] != '-' || text[10] != 'T'
            || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        if (!Digits(text[..4], out int year) || !Digits(text[5..7], out int month) || !Digits(text[8..10], out int day)
            || !Digits(text[11..13], out int hour) || !Digits(text[14..16], out int minute)
            || !Digits(text[17..19], out int second) || !IsFraction(text[19..^1], out int fraction))
        {
            return false;
        }

        if (month is < 1 or > 12 || year < 1 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        long seconds = (((hour * 60L) + minute) * 60) + second;
        micros = UtcMicros.From(new DateOnly(year, month, day)) + UtcMicros.FromSeconds(seconds) + fraction;
        return true;
    }

    /// <summary>Nothing, or a point and one to six digits.</summary>
    private static bool IsFraction(ReadOnlySpan<byte> text, out int micros)
    {
        micros = 0;
        if (text.IsEmpty) return true;
        if (text[0] != '.' || !Digits(text[1..], out micros)) return false;
        for (int digits = text.Length - 1; digits < 6; digits++) micros *= 10;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + digit - '0';
        }

        return !text.IsEmpty;
    }
}
