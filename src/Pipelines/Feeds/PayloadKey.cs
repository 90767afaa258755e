using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tauric.Engine;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// Address of a raw payload: <c>source/entity/date.ext</c>, e.g. <c>finnhub/AAPL/2024-03-05.json</c>.
/// </summary>
/// <param name="Source">Folder of a feed: lower-case letters, digits, underscores.</param>
/// <param name="Entity">Ticker or series: letters, digits and <c>. _ - ^ =</c>; no leading dot, no two dots in a
/// row.</param>
/// <param name="Date">Day of the request, UTC: nothing in the payload was known later.</param>
public sealed record PayloadKey(string Source, string Entity, DateOnly Date, string Extension)
{
    internal const int NameLengthMax = 64;

    private static readonly SearchValues<char> EntityLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-^=");

    /// <summary>
    /// False for every name that is not exactly of the form, so that no name can lead out of a folder.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PayloadKey? key)
    {
        key = null;
        string[] parts = text?.Split('/') ?? [];
        if (parts.Length != 3 || !IsSource(parts[0]) || !IsEntity(parts[1])) return false;
        string[] file = parts[2].Split('.');
        if (file.Length != 2 || !IsSource(file[1])) return false;
        if (!DateOnly.TryParseExact(file[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateOnly date)
            || date.Year is < FeedTime.YearMin or > FeedTime.YearMax)
        {
            return false;
        }

        key = new PayloadKey(parts[0], parts[1], date, file[1]);
        return true;
    }

    /// <exception cref="BugException">It is none: for keys that were parsed before.</exception>
    public static PayloadKey Parse(string text) =>
        TryParse(text, out PayloadKey? key) ? key : throw new BugException($"'{text}' is no payload.");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Source}/{Entity}/{Date:yyyy-MM-dd}.{Extension}");

    private static bool IsSource(string text) => text.Length is > 0 and <= NameLengthMax
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>A ticker, a series, a symbol.</summary>
    internal static bool IsEntity(ReadOnlySpan<char> text) => text.Length is > 0 and <= NameLengthMax
        && text[0] != '.' && text.IndexOf("..") < 0 && !text.ContainsAnyExcept(EntityLetters);
}
