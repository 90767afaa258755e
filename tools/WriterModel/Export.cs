using System.Text;
using Tauric.Adapters.Models.Gguf;

namespace Tauric.WriterModel;

/// <summary>A trained model as GGUF, gains in F32 and all else in Q8_0, with all that llama.cpp needs.</summary>
internal static class Export
{
    /// <summary>Says that a model was trained on the forms, and on which of their wordings.</summary>
    public const string FormsKey = "tauric.forms";

    private const string ChatTemplate =
        "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' "
        + "+ '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private const int TypeNormal = 1, TypeControl = 3;
    private const uint FileTypeF32 = 0, FileTypeQ8 = 7;

    public static void Write(Weights weights, Tokenizer tokenizer, string path, bool quantised = true)
    {
        var file = new GgufWriter();
        Describe(file, weights.Shape, quantised);
        DescribeTokens(file, tokenizer);
        foreach (Parameter parameter in weights.Parameters)
        {
            float[] values = weights.Values.Span.Slice(parameter.Offset, parameter.Length).ToArray();
            bool small = quantised && !parameter.IsGain;
            long[] shape = parameter.IsGain ? [parameter.Columns] : [parameter.Columns, parameter.Rows];
            file.Add(parameter.Name, small ? GgufTensorType.Q8_0 : GgufTensorType.F32, values, shape);
        }

        file.Save(path);
    }

    private static void Describe(GgufWriter file, Shape shape, bool quantised) => file
        .Set("general.architecture", "llama")
        .Set("general.name", "tauric-writer (demo)")
        .Set("general.description", "Words the closed forms of one program; knows nothing else.")
        .Set("general.license", "apache-2.0")
        .Set("general.file_type", quantised ? FileTypeQ8 : FileTypeF32)
        .Set(FormsKey, 1u)
        .Set("llama.context_length", (uint)Shape.Context)
        .Set("llama.embedding_length", (uint)shape.Width)
        .Set("llama.block_count", (uint)shape.Layers)
        .Set("llama.feed_forward_length", (uint)shape.Hidden)
        .Set("llama.attention.head_count", (uint)shape.Heads)
        .Set("llama.attention.head_count_kv", (uint)shape.Heads)
        .Set("llama.attention.layer_norm_rms_epsilon", Shape.Epsilon)
        .Set("llama.rope.dimension_count", (uint)shape.HeadWidth)
        .Set("llama.rope.freq_base", Shape.RopeBase)
        .Set("llama.vocab_size", (uint)shape.Vocabulary);

    private static void DescribeTokens(GgufWriter file, Tokenizer tokenizer)
    {
        string[] words =
        [
            .. Enumerable.Range(0, tokenizer.EndOfText).Select(token => Shown(tokenizer.BytesOf(token))),
            .. Tokenizer.Controls,
        ];
        int[] types =
            [.. words.Select((_, token) => token < tokenizer.EndOfText ? TypeNormal : TypeControl)];
        file
            .Set("tokenizer.ggml.model", "gpt2")
            .Set("tokenizer.ggml.pre", "qwen2")
            .Set("tokenizer.ggml.tokens", words)
            .Set("tokenizer.ggml.token_type", types)
            .Set("tokenizer.ggml.merges",
                tokenizer.Merges.Select(merge => words[merge.Left] + " " + words[merge.Right]).ToArray())
            .Set("tokenizer.ggml.bos_token_id", (uint)tokenizer.EndOfText)
            .Set("tokenizer.ggml.eos_token_id", (uint)tokenizer.TurnEnd)
            .Set("tokenizer.ggml.padding_token_id", (uint)tokenizer.EndOfText)
            .Set("tokenizer.ggml.add_bos_token", false)
            .Set("tokenizer.chat_template", ChatTemplate);
    }

    /// <summary>Bytes as GPT-2 shows them: printable Latin-1 as itself, all else from U+0100 on.</summary>
    private static string Shown(ReadOnlySpan<byte> bytes)
    {
        var shown = new StringBuilder(bytes.Length);
        foreach (byte value in bytes) shown.Append(ShownBytes[value]);
        return shown.ToString();
    }

    private static readonly char[] ShownBytes = Alphabet();

    private static char[] Alphabet()
    {
        char[] shown = new char[256];
        char next = '\u0100';
        for (int value = 0; value < shown.Length; value++)
        {
            bool printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            shown[value] = printable ? (char)value : next++;
        }

        return shown;
    }
}
