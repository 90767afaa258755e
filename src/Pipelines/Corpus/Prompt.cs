using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Pipelines.Corpus.Modalities;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// A prompt while it is filled: instructions, then a section a modality. It never holds more tokens than the budget,
/// and every item in it is whole.
/// </summary>
internal sealed class Prompt
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Task = "# Task\n" +
        "Write a thesis of five to seven sections. Support every opinion with a quote from the evidence in *italics* " +
        "and its source in `backticks`.\n" +
        "Close with one of STRONG BUY, BUY, HOLD, SELL, STRONG SELL as [[[DECISION]]].\n";

    private readonly ITokenizer _tokenizer;
    private readonly int _budget;
    private readonly Item _head;
    private readonly Item _task;
    private readonly List<Section> _sections = [];

    /// <param name="head">See <see cref="HeadOf"/>: the same for all prompts of a day.</param>
    /// <param name="task">See <see cref="TaskItem"/>.</param>
    /// <exception cref="PlanException">The instructions alone are over the budget.</exception>
    public Prompt(Item head, Item task, int tokenBudget, ITokenizer tokenizer)
    {
        (_head, _task, _budget, _tokenizer) = (head, task, tokenBudget, tokenizer);
        Tokens = head.Tokens(tokenizer) + task.Tokens(tokenizer);
        if (Tokens > _budget)
        {
            throw new PlanException($"pipeline.token_budget: the instructions alone take {Tokens} tokens, the budget " +
                $"is {_budget}. Raise it.");
        }
    }

    public int Tokens { get; private set; }

    /// <summary>What every prompt of a day starts with.</summary>
    /// <param name="time">Of the decision, New York, as text.</param>
    public static Item HeadOf(string ticker, DateOnly day, string time) => new("head",
        $"# {ticker} on {CorpusDays.Text(day)}, decision at {time} New York time\n" +
        "Judge the stock from the evidence below. All of it was public by the time of the decision.\n");

    /// <summary>What every prompt ends with.</summary>
    public static Item TaskItem() => new("task", Task);

    /// <summary>
    /// Adds as many whole items as fit into an even share of what is left; what one modality leaves, the next ones may
    /// use.
    /// </summary>
    /// <param name="modalitiesLeft">This one included.</param>
    public void Add(Modality modality, IReadOnlyList<Item> items, int modalitiesLeft)
    {
        int share = (_budget - Tokens) / modalitiesLeft;
        int used = modality.Heading.Tokens(_tokenizer);
        var section = new Section(modality);
        foreach (Item item in items)
        {
            int tokens = item.Tokens(_tokenizer);
            if (used + tokens > share)
            {
                section.LeftOut++;
                continue;
            }

            used += tokens;
            section.Items.Add(item);
        }

        _sections.Add(section);
        if (section.Items.Count > 0) Tokens += used;
    }

    /// <summary>Writes the prompt as UTF-8.</summary>
    public void Render(IBufferWriter<byte> bytes)
    {
        bytes.Write(_head.Utf8);
        foreach (Section section in _sections)
        {
            if (section.Items.Count == 0) continue;
            bytes.Write(section.Modality.Heading.Utf8);
            foreach (Item item in section.Items) bytes.Write(item.Utf8);
        }

        bytes.Write(_task.Utf8);
    }

    /// <summary>Writes as JSON what was taken, in order, and how many items the budget left out.</summary>
    public void RenderRecipe(IBufferWriter<byte> bytes)
    {
        using var json = new Utf8JsonWriter(bytes, s_json);
        json.WriteStartObject();
        foreach (Section section in _sections)
        {
            json.WriteStartObject(section.Modality.Name);
            json.WriteNumber("left_out", section.LeftOut);
            json.WriteStartArray("items");
            foreach (Item item in section.Items) json.WriteStringValue(item.Id);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private sealed class Section(Modality modality)
    {
        public Modality Modality { get; } = modality;

        public List<Item> Items { get; } = [];

        public int LeftOut { get; set; }
    }
}
