using System.Globalization;
using System.Numerics;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Sinks;

/// <summary>
/// Numbers, booleans, timestamps and dates as the text formats write them, and exactly back: shortest round-trip
/// floats, ISO 8601 instants with <c>Z</c>, <c>yyyy-MM-dd</c> dates.
/// </summary>
internal static class ScalarText
{
    /// <summary>No value takes more bytes.</summary>
    public const int BytesMax = 40;

    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;
    private const NumberStyles Real = Whole | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly string[] s_instants = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"];
    private static readonly long s_microsMin = UtcMicros.From(DateOnly.MinValue);
    private static readonly long s_microsMax = UtcMicros.From(DateOnly.MaxValue) + UtcMicros.PerDay - 1;

    /// <summary>Writes a row that is not null; returns the bytes used.</summary>
    /// <exception cref="DataException">NaN, infinity, or an instant outside years 1 to 9999.</exception>
    public static int Write(Column column, int row, string name, Span<byte> target) => column.Type switch
    {
        BoolType => Text(column.Bit(row) ? "true" : "false", target),
        IntegerType { Signed: true, Bytes: 1 } => Number(column.Values<sbyte>()[row], target),
        IntegerType { Signed: true, Bytes: 2 } => Number(column.Values<short>()[row], target),
        IntegerType { Signed: true, Bytes: 4 } => Number(column.Values<int>()[row], target),
        IntegerType { Signed: true } => Number(column.Values<long>()[row], target),
        IntegerType { Bytes: 1 } => Number(column.Values<byte>()[row], target),
        IntegerType { Bytes: 2 } => Number(column.Values<ushort>()[row], target),
        IntegerType { Bytes: 4 } => Number(column.Values<uint>()[row], target),
        IntegerType => Number(column.Values<ulong>()[row], target),
        FloatType { Bytes: 4 } => Finite(column.Values<float>()[row], row, name, target),
        FloatType => Finite(column.Values<double>()[row], row, name, target),
        TimestampType => Instant(column.Values<long>()[row], row, name, target),
        DateType => Date(column.Values<int>()[row], row, name, target),
        _ => throw new BugException($"{column.Type} is no scalar."),
    };

    /// <summary>Appends the value, or returns false when the text is not one of the type.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, ColumnBuilder target) => target.Type switch
    {
        BoolType => Bool(text, target),
        IntegerType { Signed: true, Bytes: 1 } => Number<sbyte>(text, Whole, target),
        IntegerType { Signed: true, Bytes: 2 } => Number<short>(text, Whole, target),
        IntegerType { Signed: true, Bytes: 4 } => Number<int>(text, Whole, target),
        IntegerType { Signed: true } => Number<long>(text, Whole, target),
        IntegerType { Bytes: 1 } => Number<byte>(text, Whole, target),
        IntegerType { Bytes: 2 } => Number<ushort>(text, Whole, target),
        IntegerType { Bytes: 4 } => Number<uint>(text, Whole, target),
        IntegerType => Number<ulong>(text, Whole, target),
        FloatType { Bytes: 4 } => Number<float>(text, Real, target),
        FloatType => Number<double>(text, Real, target),
        TimestampType => Instant(text, target),
        DateType => Date(text, target),
        _ => throw new BugException($"{target.Type} is no scalar."),
    };

    private static int Text(string text, Span<byte> target) => Encoding.UTF8.GetBytes(text, target);

    private static int Number<T>(T value, Span<byte> target) where T : IUtf8SpanFormattable
    {
        value.TryFormat(target, out int length, default, CultureInfo.InvariantCulture);
        return length;
    }

    private static int Finite<T>(T value, int row, string name, Span<byte> target) where T : INumberBase<T> =>
        T.IsFinite(value)
        ? Number(value, target)
        : throw new DataException($"Row {row} of '{name}' is {value}: text formats have no such number. "
            + "The step must write null or reject the row.");

    private static int Instant(long micros, int row, string name, Span<byte> target) =>
        micros >= s_microsMin && micros <= s_microsMax
        ? Text(UtcMicros.Format(micros), target)
        : throw new DataException($"Row {row} of '{name}' is {micros} µs: outside years 1 to 9999.");

    private static int Date(int days, int row, string name, Span<byte> target)
    {
        if (days * UtcMicros.PerDay < s_microsMin || days * UtcMicros.PerDay > s_microsMax)
            throw new DataException($"Row {row} of '{name}' is day {days}: outside years 1 to 9999.");
        UtcMicros.FromDate32(days).TryFormat(target, out int length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return length;
    }

    private static bool Bool(ReadOnlySpan<byte> text, ColumnBuilder target)
    {
        bool isTrue = text.SequenceEqual("true"u8);
        if (!isTrue && !text.SequenceEqual("false"u8)) return false;
        target.AppendBool(isTrue);
        return true;
    }

    private static bool Number<T>(ReadOnlySpan<byte> text, NumberStyles style, ColumnBuilder target)
        where T : unmanaged, INumberBase<T>
    {
        if (!T.TryParse(text, style, CultureInfo.InvariantCulture, out T value) || !T.IsFinite(value)) return false;
        target.Append(value);
        return true;
    }

    private static bool Instant(ReadOnlySpan<byte> text, ColumnBuilder target)
    {
        Span<char> chars = stackalloc char[BytesMax];
        if (text.Length > chars.Length || !Encoding.UTF8.TryGetChars(text, chars, out int length)) return false;
        if (!DateTime.TryParseExact(chars[..length], s_instants, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime instant)) return false;
        target.Append(UtcMicros.From(new DateTimeOffset(instant)));
        return true;
    }

    private static bool Date(ReadOnlySpan<byte> text, ColumnBuilder target)
    {
        Span<char> chars = stackalloc char[BytesMax];
        if (text.Length > chars.Length || !Encoding.UTF8.TryGetChars(text, chars, out int length)) return false;
        if (!DateOnly.TryParseExact(chars[..length], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateOnly date)) return false;
        target.Append(UtcMicros.ToDate32(date));
        return true;
    }
}
