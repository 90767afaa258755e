using System.Buffers;
using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Corpus.Modalities;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// Prompts for a ticker and day: each variation draws a random subset of the modalities there are, in random order, and
/// fills the token budget with whole items. What a variation draws depends on its key alone (Trading-R1, S1.2).
/// </summary>
public sealed class AssembleSamples(CorpusOptions options, ITokenizer tokenizer) : Step
{
    private const int ModalitiesMin = 2;

    /// <summary>Everything a prompt may show. The order is that of the draw, not of the prompt.</summary>
    private readonly IReadOnlyList<Modality> _modalities =
    [
        new NewsModality("finnhub", "News: Finnhub (30 days, newest first)"),
        new NewsModality("google_news", "News: Google News (30 days, newest first)"),
        new PriceModality(),
        new TechnicalsModality(),
        new FundamentalsModality(),
        new AnalystModality(),
        new InsiderModality(),
        new MacroModality(),
    ];

    private readonly Item _task = Prompt.TaskItem();
    private readonly string _time = options.DecisionTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    public override string Name => "assemble_samples";

    public override int Version => 2;

    public override Dataset Output => CorpusDatasets.Assembled;

    public override IReadOnlyList<KeyValuePair<string, string>> Parameters =>
    [
        new("variations", options.VariationCount.ToString(CultureInfo.InvariantCulture)),
        new("token_budget", options.TokenBudget.ToString(CultureInfo.InvariantCulture)),
        new("seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
        new("decision_time", _time),
        new("tokenizer", tokenizer.Identity),
    ];

    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        var known = new KnownKeys(upstream);
        IReadOnlyList<DateOnly> days = CorpusDays.Of(options, upstream).Days;
        foreach (string ticker in known.Of(CorpusDatasets.PriceWindow))
        {
            foreach (DateOnly date in days)
            {
                var day = new DecisionDay(ticker, date, CorpusDays.Cutoff(options, date));
                Read[] reads = [.. _modalities.SelectMany(m => m.Reads(day, known))
                    .Where(r => known.Contains(r.Dataset, r.Key)).Distinct()];
                yield return new Partition($"{ticker}/{CorpusDays.Text(date)}", reads, new Scope(ticker, date, date));
            }
        }
    }

    public override void Run(Work work)
    {
        string[] parts = work.Key.Split('/');
        DateOnly date = CorpusDays.Parse(parts[1]);
        var day = new DecisionDay(parts[0], date, CorpusDays.Cutoff(options, date));
        var available = _modalities.Select(m => (Modality: m, Items: m.Items(day, work)))
            .Where(m => m.Items.Count > 0).ToArray();
        if (available.Length == 0)
        {
            work.Reject("no-evidence", work.Key, "no modality has anything known by the cutoff");
            return;
        }

        using var builder = new BatchBuilder(Output.Schema);
        Item head = Prompt.HeadOf(day.Ticker, day.Day, _time);
        var bytes = new ArrayBufferWriter<byte>();
        for (int variation = 0; variation < options.VariationCount; variation++)
        {
            work.Cancelled.ThrowIfCancellationRequested();
            Append(builder, day, variation, Draw(day, variation, head, available), bytes);
            if (builder.Length >= work.BatchRowsMax) work.Write(builder.Build());
        }

        work.Write(builder.Build());
    }

    private Prompt Draw(DecisionDay day, int variation, Item head, (Modality, IReadOnlyList<Item>)[] available)
    {
        string number = variation.ToString(CultureInfo.InvariantCulture);
        var random = CounterRandom.For(options.Seed, day.Ticker, CorpusDays.Text(day.Day), number);
        int least = Math.Min(ModalitiesMin, available.Length);
        int count = least + random.NextInt(available.Length - least + 1);
        int[] order = [.. Enumerable.Range(0, available.Length)];
        random.Shuffle<int>(order);
        var prompt = new Prompt(head, _task, options.TokenBudget, tokenizer);
        for (int i = 0; i < count; i++)
        {
            (Modality modality, IReadOnlyList<Item> items) = available[order[i]];
            prompt.Add(modality, modality.Sample(items, random), modalitiesLeft: count - i);
        }

        return prompt;
    }

    /// <param name="bytes">Used over and over.</param>
    private static void Append(
        BatchBuilder builder, DecisionDay day, int variation, Prompt prompt, ArrayBufferWriter<byte> bytes)
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        string date = CorpusDays.Text(day.Day);
        builder["sample_id"].AppendText(string.Create(plain, $"{day.Ticker}_{date}_{variation:D2}"));
        builder["asset_id"].AppendText(day.Ticker);
        builder["as_of_date"].Append(Engine.Time.UtcMicros.ToDate32(day.Day));
        builder["variation_id"].Append(variation);
        builder["as_of_cutoff"].Append(day.Cutoff);
        builder["prompt_tokens"].Append(prompt.Tokens);
        builder["prompt_path"].AppendText(
            string.Create(plain, $"assembled/{day.Ticker}/{date}/variation_{variation}.json"));
        bytes.ResetWrittenCount();
        prompt.RenderRecipe(bytes);
        builder["sources_meta"].AppendBytes(bytes.WrittenSpan);
        bytes.ResetWrittenCount();
        prompt.Render(bytes);
        builder["prompt"].AppendBytes(bytes.WrittenSpan);
    }

    /// <summary>Keys as sets: looked up for every day.</summary>
    private sealed class KnownKeys(IPartitionKeys upstream) : IPartitionKeys
    {
        private readonly Dictionary<string, (IReadOnlyList<string> List, HashSet<string> Set)> _keys = [];

        public IReadOnlyList<string> Of(Dataset dataset) => Get(dataset).List;

        public bool Contains(Dataset dataset, string key) => Get(dataset).Set.Contains(key);

        private (IReadOnlyList<string> List, HashSet<string> Set) Get(Dataset dataset)
        {
            if (_keys.TryGetValue(dataset.Name, out var found)) return found;
            IReadOnlyList<string> keys = upstream.Of(dataset);
            return _keys[dataset.Name] = (keys, keys.ToHashSet(StringComparer.Ordinal));
        }
    }
}
