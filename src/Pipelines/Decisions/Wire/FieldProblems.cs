using System.Buffers;
using System.Globalization;

namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>What is wrong with a field of a request.</summary>
/// <param name="Field">Its path, <c>decision.quantity</c>.</param>
/// <param name="Detail">What is allowed.</param>
public sealed record FieldProblem(string Field, string Detail);

/// <summary>Collects everything that is wrong with a request, so that its sender learns all at once.</summary>
public sealed class FieldProblems
{
    private const int EntriesMax = 64;

    private const string NameCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-^=";

    private static readonly SearchValues<char> s_name = SearchValues.Create(NameCharacters);

    private static readonly SearchValues<char> s_id = SearchValues.Create(NameCharacters + ":+@#");

    private readonly List<FieldProblem> _found = [];

    public IReadOnlyList<FieldProblem> Found => _found;

    public void Add(string field, string detail) => _found.Add(new FieldProblem(field, detail));

    public bool Given<T>(string field, T? value)
    {
        if (value is null) Add(field, "is missing");
        return value is not null;
    }

    /// <summary>Letters, digits and <c>. _ - ^ = : + @ #</c>, at most 128.</summary>
    public void Id(string field, string? text)
    {
        if (Given(field, text) && !(text!.Length is > 0 and <= 128 && !text.AsSpan().ContainsAnyExcept(s_id)))
            Add(field, "is not 1 to 128 letters, digits and . _ - ^ = : + @ #");
    }

    /// <summary>Letters, digits and <c>. _ - ^ =</c>, at most 64.</summary>
    public void Name(string field, string? text)
    {
        if (Given(field, text) && !IsName(text!)) Add(field, "is not 1 to 64 letters, digits and . _ - ^ =");
    }

    public void OneOf(string field, string? text, params string[] allowed)
    {
        if (Given(field, text) && !allowed.Contains(text, StringComparer.Ordinal))
            Add(field, "is not one of " + string.Join(", ", allowed));
    }

    /// <summary>May be missing.</summary>
    public void Text(string field, string? text, int lengthMax)
    {
        if (text is null) return;
        if (text.Length > lengthMax) Add(field, Said($"has {text.Length} characters; {lengthMax} are allowed"));
        else if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')))
            Add(field, "has control characters");
    }

    public void Time(string field, string? text)
    {
        if (Given(field, text) && !WireTime.TryParse(text, out _))
            Add(field, "is not a time like 2025-03-14T13:30:00.25Z, in UTC, from 1990 to 2099");
    }

    public void Number(string field, double? number, double low, double high)
    {
        if (Given(field, number)) MaybeNumber(field, number, low, high);
    }

    /// <summary>May be missing; NaN and infinities are in no range.</summary>
    public void MaybeNumber(string field, double? number, double low, double high)
    {
        if (number is { } value && !(value >= low && value <= high)) Add(field, Said($"is not in [{low}, {high}]"));
    }

    public void MaybeWhole(string field, int? number, int low, int high)
    {
        if (number is { } value && (value < low || value > high)) Add(field, Said($"is not in [{low}, {high}]"));
    }

    /// <summary>May be missing.</summary>
    public void Numbers(string field, IReadOnlyDictionary<string, double>? map)
    {
        if (map is null) return;
        if (map.Count > EntriesMax) Add(field, Said($"has {map.Count} entries; {EntriesMax} are allowed"));
        else if (!map.Keys.All(IsName)) Add(field, "has a key that is not 1 to 64 letters, digits and . _ - ^ =");
        else if (!map.Values.All(double.IsFinite)) Add(field, "has a value that is not finite");
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 64 && !text.AsSpan().ContainsAnyExcept(s_name);

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
