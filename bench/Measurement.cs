using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Tauric.Bench;

/// <summary>What one benchmark found: figures with their units, and checks of its answer. Prints as it goes.</summary>
/// <param name="quick">Sizes that only show that the benchmark works.</param>
internal sealed class Measurement(string name, bool quick, TextWriter words)
{
    public string Name { get; } = name;

    public bool IsQuick { get; } = quick;

    public JsonObject Figures { get; } = [];

    public bool Failed { get; private set; }

    /// <summary>A size: the real one, or the one that only shows that it works.</summary>
    public int Size(int real, int quick) => IsQuick ? quick : real;

    public void Figure(string what, double value, string unit) => Figure(what, value, unit, spread: "");

    /// <summary>The median of the rounds, and how far apart they were.</summary>
    public void Figure(string what, Spread rounds, string unit)
    {
        double percent = Math.Round((rounds.Highest - rounds.Lowest) / rounds.Median * 100, 1);
        Figures[$"{what}, spread %"] = percent;
        Figure(what, rounds.Median, unit, string.Create(CultureInfo.InvariantCulture, $"   spread {percent} %"));
    }

    /// <summary>A benchmark whose answer is wrong has measured nothing.</summary>
    public void Check(string what, bool holds)
    {
        if (!holds) Failed = true;
        Figures["checked: " + what] = holds;
        words.WriteLine($"  {(holds ? "ok" : "WRONG")}: {what}");
    }

    /// <summary>Identifies the answer, to compare runs and machines.</summary>
    public void Hash(ReadOnlySpan<byte> answer)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(answer).AsSpan(0, 8));
        Figures["answer"] = hash;
        words.WriteLine($"  answer {hash}");
    }

    /// <summary>Seconds of each contender's rounds, in turns, so that drift of the machine meets all alike.</summary>
    public static Spread[] Rounds(int rounds, params IReadOnlyList<Action> contenders)
    {
        var seconds = contenders.Select(_ => new double[rounds]).ToArray();
        foreach (Action contender in contenders) contender();   // Warm: code compiled, files and caches there.
        for (int round = 0; round < rounds; round++)
            for (int i = 0; i < contenders.Count; i++) seconds[i][round] = Seconds(contenders[i]);
        return [.. seconds.Select(Spread.Of)];
    }

    public static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private void Figure(string what, double value, string unit, string spread)
    {
        // Six significant digits: more is noise.
        double rounded = double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        Figures[$"{what} {unit}".TrimEnd()] = rounded;
        words.WriteLine($"  {what,-36} {Shown(rounded),12} {unit}{spread}");
    }

    private static string Shown(double value) =>
        value.ToString(Math.Abs(value) >= 1000 ? "N0" : "G4", CultureInfo.InvariantCulture);
}

/// <summary>Of repeated rounds.</summary>
internal readonly record struct Spread(double Median, double Lowest, double Highest)
{
    public static Spread Of(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>What every value becomes, for rates: the ends change places when the map falls.</summary>
    public Spread Map(Func<double, double> map)
    {
        (double low, double high) = (map(Lowest), map(Highest));
        return new Spread(map(Median), Math.Min(low, high), Math.Max(low, high));
    }
}
