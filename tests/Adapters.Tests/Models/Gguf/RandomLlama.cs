using Tauric.Adapters.Models.Gguf;
using Tauric.Engine;

namespace Tauric.Adapters.Tests.Models.Gguf;

/// <summary>
/// A llama of random weights with a byte-level BPE vocabulary of its own: what it writes is noise, but any change in
/// the last bit of a sum soon changes the noise, which is what proofs of equality need.
/// </summary>
public sealed record RandomLlama
{
    public const string ChatMl = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + "
        + "message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
        + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private static readonly string[] s_special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

    private static readonly string[] s_merges =
    [
        "t h", "th e", "i n", "e r", "a n", "Ġ the", "r e", "o n", "Ġ a", "e s", "o r", "a t", "an d", "Ġ and", "o u",
        "s t", "in g", "Ġ o", "Ġo f", "l l", "c e", "Ġ t", "Ġt o", "Ġ in", "r i", "ri ce", "p rice", "Ġ price",
    ];

    public int Width { get; init; } = 64;

    public int Layers { get; init; } = 2;

    public int Heads { get; init; } = 4;

    public int KeyHeads { get; init; } = 2;

    public int Feed { get; init; } = 128;

    public int Context { get; init; } = 2048;

    /// <summary>Further entries of the vocabulary, words without use, to give the output a real width.</summary>
    public int Unused { get; init; }

    public GgufTensorType Weights { get; init; } = GgufTensorType.Q8_0;

    /// <summary>Null for none.</summary>
    public string? ChatTemplate { get; init; } = ChatMl;

    public long Seed { get; init; } = 1;

    public string Save(string path)
    {
        Writer().Save(path);
        return path;
    }

    public GgufWriter Writer()
    {
        string[] tokens = [.. Tokens()];
        int words = tokens.Length - s_special.Length;
        GgufWriter writer = new GgufWriter()
            .Set("general.architecture", "llama").Set("general.name", "random")
            .Set("llama.context_length", (uint)Context).Set("llama.embedding_length", (uint)Width)
            .Set("llama.block_count", (uint)Layers).Set("llama.feed_forward_length", (uint)Feed)
            .Set("llama.attention.head_count", (uint)Heads).Set("llama.attention.head_count_kv", (uint)KeyHeads)
            .Set("llama.attention.layer_norm_rms_epsilon", 1e-5f).Set("llama.rope.dimension_count", (uint)HeadWidth)
            .Set("llama.rope.freq_base", 1e4f).Set("llama.vocab_size", (uint)tokens.Length)
            .Set("tokenizer.ggml.model", "gpt2").Set("tokenizer.ggml.pre", "qwen2")
            .Set("tokenizer.ggml.tokens", tokens).Set("tokenizer.ggml.merges", s_merges)
            .Set("tokenizer.ggml.token_type", tokens.Select((_, i) => i < words ? 1 : 3).ToArray())
            .Set("tokenizer.ggml.bos_token_id", (uint)words).Set("tokenizer.ggml.eos_token_id", (uint)words + 2)
            .Set("tokenizer.ggml.padding_token_id", (uint)words).Set("tokenizer.ggml.add_bos_token", false);
        if (ChatTemplate is not null) writer.Set("tokenizer.chat_template", ChatTemplate);
        AddMatrix(writer, "token_embd", Width, tokens.Length, 1);
        AddNorm(writer, "output_norm");
        AddMatrix(writer, "output", Width, tokens.Length, 2 / Math.Sqrt(Width));
        for (int layer = 0; layer < Layers; layer++) AddLayer(writer, $"blk.{layer}.");
        return writer;
    }

    private int HeadWidth => Width / Heads;

    private void AddLayer(GgufWriter writer, string block)
    {
        double spread = 1 / Math.Sqrt(Width);
        AddNorm(writer, block + "attn_norm");
        AddMatrix(writer, block + "attn_q", Width, Width, spread);
        AddMatrix(writer, block + "attn_k", Width, HeadWidth * KeyHeads, spread);
        AddMatrix(writer, block + "attn_v", Width, HeadWidth * KeyHeads, spread);
        AddMatrix(writer, block + "attn_output", Width, Width, spread);
        AddNorm(writer, block + "ffn_norm");
        AddMatrix(writer, block + "ffn_gate", Width, Feed, spread);
        AddMatrix(writer, block + "ffn_up", Width, Feed, spread);
        AddMatrix(writer, block + "ffn_down", Feed, Width, 1 / Math.Sqrt(Feed));
    }

    private void AddNorm(GgufWriter writer, string name) =>
        writer.Add(name + ".weight", GgufTensorType.F32, (_, row) => row.Fill(1), Width);

    private void AddMatrix(GgufWriter writer, string name, int row, int rows, double spread)
    {
        var random = CounterRandom.For(Seed, name);
        double scale = spread * Math.Sqrt(3) / (1 << 23);
        writer.Add(name + ".weight", Weights, (_, values) =>
        {
            // Uniform with the standard deviation asked for; two weights a draw.
            for (int i = 0; i < values.Length; i += 2)
            {
                ulong bits = random.NextBits();
                values[i] = (float)(((int)(bits & 0xFFFFFF) - (1 << 23)) * scale);
                values[i + 1] = (float)(((int)((bits >> 32) & 0xFFFFFF) - (1 << 23)) * scale);
            }
        }, row, rows);
    }

    private IEnumerable<string> Tokens() =>
        Enumerable.Range(0, 256).Select(b => ByteLetter(b).ToString())
            .Concat(s_merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)))
            .Concat(Enumerable.Range(0, Unused).Select(i => $"unused{i}"))
            .Concat(s_special);

    /// <summary>GPT-2's letters for bytes: those that print are themselves, the others follow from 256 on.</summary>
    private static char ByteLetter(int value)
    {
        if (Prints(value)) return (char)value;
        return (char)(256 + Enumerable.Range(0, value).Count(b => !Prints(b)));

        static bool Prints(int b) => b is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255);
    }
}
