using Tauric.Adapters.Models.Gguf;
using Tauric.Adapters.Models.Llama;
using Tauric.Native.Llama;
using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel.Tests;

/// <summary>The file says what the trainer knows: llama.cpp reads the same tokens and computes the same loss.</summary>
public sealed class ExportTests(ExportTests.Trained trained) : IClassFixture<ExportTests.Trained>, IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly Training _training = trained.Training;

    public sealed class Trained
    {
        public Trained()
        {
            while (!Training.IsDone) Training.Step();
        }

        internal Training Training { get; } = new(
            new Recipe { Hold = 20, Fall = 10, Width = 64, Layers = 2, Heads = 2, Hidden = 96, TokenizerTexts = 1000 },
            FormList.All);
    }

    [Fact]
    public void Llama_reads_the_same_tokens()
    {
        Export.Write(_training.Weights, _training.Tokenizer, _path);
        using var weights = LlamaWeights.Load(new LlamaOptions(_path));
        foreach (string text in Texts())
            Assert.Equal(_training.Tokenizer.Encode(text), weights.Vocabulary.Tokenize(text, isTrusted: false));
    }

    [Fact]
    public void Llama_puts_the_same_turns_around_a_prompt()
    {
        Export.Write(_training.Weights, _training.Tokenizer, _path);
        using var weights = LlamaWeights.Load(new LlamaOptions(_path));
        var form = PromptForm.Of(weights.ChatTemplate, hasInstruction: false);
        string whole = form.Head + form.Middle + "plan BUY" + form.Tail;
        Assert.Equal(_training.Tokenizer.Prompt("plan BUY"), weights.Vocabulary.Tokenize(whole, isTrusted: true));
        Assert.True(weights.Vocabulary.Ends(_training.Tokenizer.TurnEnd));
    }

    [Theory]
    [InlineData(false, 2e-3)]
    [InlineData(true, 2e-2)]
    public void Llama_computes_the_same_loss(bool quantised, double tolerance)
    {
        Export.Write(_training.Weights, _training.Tokenizer, _path, quantised);
        using var weights = LlamaWeights.Load(new LlamaOptions(_path));
        LlamaContextParams settings = LlamaApi.llama_context_default_params();
        (settings.Context, settings.Threads, settings.ThreadsBatch) = (512, 1, 1);
        using var context = new LlamaContext(weights, settings);
        var network = new Network(_training.Weights, 1024);
        double ours = 0, theirs = 0;
        for (int i = 0; i < 20; i++)
        {
            FormExample example = _training.Curriculum.HeldOut(FormList.All[i % FormList.All.Count], i);
            Document? document = _training.Tokenizer.Document(example.Prompt, example.Answer);
            theirs += Loss(context, document);
            ours += network.Loss(Batch.Pack(() => new Document(new int[2000], 1), 1024, ref document));
        }

        Assert.Equal(ours / 20, theirs / 20, tolerance);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0.005)]
    public void A_training_can_go_on_from_it(bool quantised, double tolerance)
    {
        Export.Write(_training.Weights, _training.Tokenizer, _path, quantised);
        var read = new Weights(_training.Weights.Shape);
        Import.Read(_path, read);
        for (int i = 0; i < read.Values.Length; i++)
            Assert.Equal(_training.Weights.Values.Span[i], read.Values.Span[i], tolerance);
    }

    [Fact]
    public void The_file_says_what_it_is()
    {
        Export.Write(_training.Weights, _training.Tokenizer, _path);
        GgufFile file = GgufFile.Open(_path);
        Assert.Equal("apache-2.0", file.Metadata["general.license"]);
        Assert.Equal(1u, file.Metadata[Export.FormsKey]);
        Assert.All(file.Tensors, tensor =>
            Assert.Equal(tensor.Shape.Count == 1 ? GgufTensorType.F32 : GgufTensorType.Q8_0, tensor.Type));
    }

    public void Dispose() => File.Delete(_path);

    /// <summary>Of forms, of other languages, and of anything.</summary>
    private IEnumerable<string> Texts()
    {
        for (int i = 0; i < 200; i++)
        {
            FormExample example = _training.Curriculum.HeldOut(FormList.All[i % FormList.All.Count], i);
            yield return example.Prompt;
            yield return example.Answer;
        }

        string[] words =
        [
            "Müller's naïve café", "Цена выросла на 3%", "株価は上昇した", "السهم ارتفع", "शेयर बढ़ा", "🚀🚀 to the moon",
            "a\u0301 e\u0308", "x²½Ⅷ٣", "tab\tand\r\nlines\n\n", "  two  spaces   ", "<|im_end|>",
            "I'M it'll WE'VE o'clock",
            "a\u00A0b\u2003c\u3000d", "\U0001D400\U0001D7D8", "$12,345.67 (−8%)", "__init__::<T>()", "…—“”", "",
        ];
        var random = Engine.CounterRandom.For(1, "texts");
        for (int i = 0; i < 200; i++)
            yield return string.Concat(Enumerable.Range(0, 4).Select(_ => words[random.NextInt(words.Length)] + " "));
    }

    private static double Loss(LlamaContext context, Document document)
    {
        context.Clear();
        List<(int Row, int Target)> asked = [];
        for (int i = 0; i + 1 < document.Tokens.Length; i++)
        {
            bool learned = i + 1 >= document.PromptTokens;
            int row = context.Add(document.Tokens[i], i, 0, learned);
            if (learned) asked.Add((row, document.Tokens[i + 1]));
        }

        context.Decode(CancellationToken.None);
        return asked.Average(at => CrossEntropy(context.Logits(at.Row), at.Target));
    }

    private static double CrossEntropy(ReadOnlySpan<float> logits, int target)
    {
        double sum = 0;
        foreach (float logit in logits) sum += Math.Exp(logit);
        return Math.Log(sum) - logits[target];
    }
}
