using System.CommandLine;
using Tauric.Engine;
using Tauric.Host.Configuration;
using Tauric.Pipelines.Topics;

namespace Tauric.Host.Commands;

/// <summary>
/// <c>--tickers</c>, <c>--from</c>, <c>--to</c>: which part of a system to bring up to date. They do not change what
/// the system is (that is the configuration), so nothing outside the part is touched.
/// </summary>
internal sealed class RunSelection
{
    private readonly Option<string?> _from =
        new("--from") { Description = "Only from this day on.", HelpName = "DATE" };
    private readonly Option<string?> _to = new("--to") { Description = "Only up to this day.", HelpName = "DATE" };
    private readonly Option<string?> _tickers =
        new("--tickers") { Description = "Only these tickers.", HelpName = "A,B" };

    private readonly Option<string?> _quarters =
        new("--quarters") { Description = "Only these quarters of topics.", HelpName = "2023Q1..2023Q2" };

    public RunSelection(Command command)
    {
        command.Add(_quarters);
        command.Add(_from);
        command.Add(_to);
        command.Add(_tickers);
    }

    /// <param name="known">What may be named; null where partitions hold all tickers.</param>
    /// <exception cref="UsageException">Lists everything wrong with the three.</exception>
    public Selection Read(ParseResult parsed, IReadOnlyList<string>? known)
    {
        List<string> problems = [];
        DateOnly? from = Parse(parsed, _from, ConfigTypes.OptionalDate, problems);
        DateOnly? to = Parse(parsed, _to, ConfigTypes.OptionalDate, problems);
        if (parsed.GetValue(_quarters) is { } quarters)
        {
            if (from is not null || to is not null) problems.Add("--quarters: not with --from or --to");
            (from, to) = Quarters(quarters, problems);
        }

        IReadOnlyList<string>? tickers = Parse(parsed, _tickers, ConfigTypes.Tickers, problems);
        if (from > to) problems.Add($"--from {from:yyyy-MM-dd} is after --to {to:yyyy-MM-dd}");
        if (tickers is not null && known is null)
            problems.Add("--tickers: a session of this system holds all its symbols; choose with --from and --to");
        foreach (string ticker in tickers ?? [])
            if (known?.Contains(ticker) is false)
                problems.Add($"--tickers: '{ticker}' is not in corpus.tickers ({string.Join(',', known)})");
        if (tickers is { Count: 0 }) problems.Add("--tickers: name at least one ticker");
        if (problems.Count > 0) throw new UsageException(string.Join("\n", problems));
        return new Selection(tickers?.ToHashSet(StringComparer.Ordinal), from, to);
    }

    /// <summary>A selection of quarters.</summary>
    /// <exception cref="UsageException">The text names none.</exception>
    public static Selection Quarters(string text)
    {
        List<string> problems = [];
        (DateOnly? from, DateOnly? to) = Quarters(text, problems);
        return problems.Count == 0 ? new Selection(null, from, to) : throw new UsageException(problems[0]);
    }

    /// <summary>The days of a quarter or of several, both ends included.</summary>
    private static (DateOnly?, DateOnly?) Quarters(string text, List<string> problems)
    {
        string[] ends = text.Split("..");
        if (ends.Length <= 2 && Quarter.TryParse(ends[0], out Quarter first)
            && Quarter.TryParse(ends[^1], out Quarter last) && first.Index <= last.Index)
            return (first.First, last.Last);
        problems.Add($"--quarters: '{text}' is not like 2023Q1 or 2023Q1..2023Q2");
        return default;
    }

    private static T? Parse<T>(ParseResult parsed, Option<string?> option, ConfigType<T> type, List<string> problems)
    {
        if (parsed.GetValue(option) is not { } text) return default;
        try
        {
            return type.Parse(text);
        }
        catch (FormatException)
        {
            problems.Add($"{option.Name}: '{text}' is not {type.Allowed}");
            return default;
        }
    }
}

/// <summary>Null for all.</summary>
internal sealed record Selection(IReadOnlySet<string>? Tickers, DateOnly? From, DateOnly? To);
