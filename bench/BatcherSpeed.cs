using System.Diagnostics;
using System.Text;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Storage;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;

namespace Tauric.Bench;

/// <summary>
/// What lies between a step and a model: grouping, keys, kept answers. The model takes a known time for each token and
/// does nothing else, so all beyond it is ours.
/// </summary>
[Benchmark("batcher", "asking a model through batcher and kept answers, against calling it; rules; a rerun")]
internal sealed class BatcherSpeed : IBenchmark
{
    private const int Variations = 20, PrefixChars = 8000, Tokens = 64;

    /// <summary>Of a model of a million parameters on one core: the hardest to keep up with.</summary>
    private const double TokensPerSecond = 6400;

    public void Run(Measurement measurement)
    {
        TextRequest[][] days = [.. Enumerable.Range(0, measurement.Size(20, 2)).Select(Day)];
        int requests = days.Sum(d => d.Length);
        string folder = Directory.CreateTempSubdirectory("tauric-bench-").FullName;
        try
        {
            int rounds = 0;
            KeptAnswers Fresh() => Kept(Path.Combine(folder, $"{rounds++}"));
            Spread[] seconds = Measurement.Rounds(measurement.Size(7, 1),
                () => Direct(days), () => Ask(days), () => Ask(days, Fresh()));
            measurement.Figure("called directly", seconds[0].Map(s => s / requests * 1e6), "µs/answer");
            measurement.Figure("batched over direct", seconds[1].Lowest / seconds[0].Lowest, "×");
            measurement.Figure("batched and kept over direct", seconds[2].Lowest / seconds[0].Lowest, "×");
            double keeping = (seconds[2].Lowest - seconds[1].Lowest) / days.Length;
            measurement.Figure("keeping what a day was answered", keeping * 1e3, "ms");
            Rerun(measurement, days, Kept(Path.Combine(folder, "rerun")), requests);
            Rules(measurement);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Rerun(Measurement measurement, TextRequest[][] days, KeptAnswers kept, int requests)
    {
        List<TextAnswer> first = Ask(days, kept);
        List<TextAnswer> again = [];
        Spread[] seconds = Measurement.Rounds(measurement.Size(7, 1), () => again = Ask(days, kept));
        measurement.Figure("answered from what was kept", seconds[0].Map(s => s / requests * 1e6), "µs/answer");
        measurement.Check("a rerun gives the same answers", again.SequenceEqual(first));
        measurement.Hash(Encoding.UTF8.GetBytes(string.Concat(again.Select(a => a.Text))));
    }

    private static void Rules(Measurement measurement)
    {
        var requests = new TextRequest[measurement.Size(500_000, 1000)];
        Array.Fill(requests, new Ruled());
        using var asker = new TextAsker(new RuleModel());
        Spread[] seconds = Measurement.Rounds(measurement.Size(7, 1), () => asker.Ask("d/k", requests, default));
        measurement.Figure("rules asked", seconds[0].Map(s => s / requests.Length * 1e9), "ns/request");
    }

    private static TextRequest[] Day(int day)
    {
        string prefix = $"day {day} " + new string('x', PrefixChars);
        return [.. Enumerable.Range(0, Variations).Select(i => new WrittenRequest(
            "Write.", prefix, $"variation {i}", new TextParameters(Tokens, Seed: (ulong)i), new string('g', 4000)))];
    }

    private static KeptAnswers Kept(string folder) => new(() => new LocalStore(folder), new ParquetFormat(), _ => { });

    private static void Direct(TextRequest[][] days)
    {
        using var model = new SpinningModel();
        foreach (TextRequest[] day in days) model.AnswerAsync(day, _ => { }, default).GetAwaiter().GetResult();
    }

    /// <summary>One caller and one lane, so that nothing of ours hides behind the model's time.</summary>
    private static List<TextAnswer> Ask(TextRequest[][] days, KeptAnswers? kept = null)
    {
        using var asker = new TextAsker(new SpinningModel(), kept);
        var answers = new List<TextAnswer>();
        for (int day = 0; day < days.Length; day++) answers.AddRange(asker.Ask($"theses/{day}", days[day], default));
        return answers;
    }

    private sealed class Ruled : TextRequest
    {
        public override string Instruction => "";

        public override string Prefix => "";

        public override string Suffix => "";

        public override string? Grammar => null;

        public override TextParameters Parameters { get; } = new(1);

        public override string ByRule() => "HOLD.";
    }

    private sealed class SpinningModel : ITextModel
    {
        public TextModelTraits Traits { get; } = new("spin", "spin", Lanes: 1, GroupMax: 48, IsStable: true);

        public Task<IReadOnlyList<TextAnswer>> AnswerAsync(
            IReadOnlyList<TextRequest> requests, Action<TextAnswer> answered, CancellationToken cancelled)
        {
            var answers = new TextAnswer[requests.Count];
            for (int i = 0; i < answers.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(start).TotalSeconds < Tokens / TokensPerSecond) { }
                answers[i] = new TextAnswer($"{requests[i].Suffix} {new string('a', 4 * Tokens)}", AnswerEnd.Stop,
                    PrefixChars / 4, Tokens);
                answered(answers[i]);
            }

            return Task.FromResult<IReadOnlyList<TextAnswer>>(answers);
        }

        public void Dispose()
        {
        }
    }
}
