using System.Text.Json;
using Tauric.Adapters.Models;
using Tauric.Native;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Counted whole by the real tokenizer, no prompt is over its budget, and each says what it takes.</summary>
public sealed class TokenBudgetTests(SmallInput input) : IClassFixture<SmallInput>
{
    [Fact]
    public void No_prompt_of_a_run_is_over_budget()
    {
        using CorpusRoot root = new();
        root.Run(input.Folder);
        var tokenizer = new BpeTokenizer(NativeLibraries.DataFile("js-tiktoken", "dist/ranks/o200k_base.js"));
        string assembled = Path.Combine(root.Folder, "assembled");
        string[] paths = Directory.GetFiles(assembled, "variation_*.json", SearchOption.AllDirectories);
        Assert.NotEmpty(paths);
        foreach (string path in paths)
        {
            using JsonDocument sample = JsonDocument.Parse(File.ReadAllBytes(path));
            int tokens = tokenizer.Count(sample.RootElement.GetProperty("prompt").GetString());
            Assert.Equal(sample.RootElement.GetProperty("prompt_tokens").GetInt32(), tokens);
            Assert.InRange(tokens, 1, CorpusRoot.Options.TokenBudget);
        }
    }
}
