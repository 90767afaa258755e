using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Pipelines.Corpus.Modalities;

namespace Tauric.Pipelines.Corpus;

/// <summary>
/// A prompt while it is filled: instructions, then a section a modality. It never holds more tokens than the budget, and
/// every item in it is whole.
/// </summary>
internal sealed class Prompt
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ITokenizer _tokenizer;
    private readonly int _budget;
    private readonly string _head;
    private readonly string _foot;
    private readonly List<Section> _sections = [];

    public Prompt(DecisionDay day, CorpusOptions options, ITokenizer tokenizer)
    {
        _tokenizer = tokenizer;
        _budget = options.TokenBudget;
        string date = CorpusDays.Text(day.Day);
        _head = $"# {day.Ticker} on {date}, decision at {options.DecisionTime:HH:mm} New York time\n" +
            "Judge the stock from the evidence below. All of it was public by the time of the decision.\n";
        _foot = "# Task\n" +
            "Write a thesis of five to seven sections. Support every opinion with a quote from the evidence in *italics* and its " +
            "source in `backticks`.\n" +
            "Close with one of STRONG BUY, BUY, HOLD, SELL, STRONG SELL as [[[DECISION]]].\n";
        Tokens = tokenizer.Count(_head) + tokenizer.Count(_foot);
        if (Tokens > _budget) throw new PlanException($"pipeline.token_budget: the instructions alone take {Tokens} tokens, the budget is {_budget}.");
    }

    public int Tokens { get; private set; }

    /// <summary>
    /// Adds as many whole items as fit into an even share of what is left; what one modality leaves, the next ones may use.
    /// </summary>
    /// <param name="modalitiesLeft">This one included.</param>
    public void Add(Modality modality, IReadOnlyList<Item> items, int modalitiesLeft)
    {
        string title = $"## {modality.Title}\n";
        int share = (_budget - Tokens) / modalitiesLeft;
        int used = _tokenizer.Count(title);
        var section = new Section(modality.Name, title);
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

    /// <summary>The prompt as UTF-8.</summary>
    public byte[] Render()
    {
        var bytes = new ArrayBufferWriter<byte>(64 * 1024);
        Encoding.UTF8.GetBytes(_head, bytes);
        foreach (Section section in _sections)
        {
            if (section.Items.Count == 0) continue;
            Encoding.UTF8.GetBytes(section.Title, bytes);
            foreach (Item item in section.Items) bytes.Write(item.Utf8);
        }

        Encoding.UTF8.GetBytes(_foot, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>What was taken, in order, and how many items the budget left out.</summary>
    public string RecipeJson()
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, s_json))
        {
            json.WriteStartObject();
            foreach (Section section in _sections)
            {
                json.WriteStartObject(section.Modality);
                json.WriteNumber("left_out", section.LeftOut);
                json.WriteStartArray("items");
                foreach (Item item in section.Items) json.WriteStringValue(item.Id);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private sealed class Section(string modality, string title)
    {
        public string Modality { get; } = modality;

        public string Title { get; } = title;

        public List<Item> Items { get; } = [];

        public int LeftOut { get; set; }
    }
}
