using Tauric.Engine;

namespace Tauric.WriterModel.Tests;

public sealed class DecodingTests
{
    private static readonly Shape s_shape = new(Vocabulary: 64, Width: 32, Layers: 2, Heads: 2, Hidden: 64);

    [Fact]
    public void An_answer_is_what_the_network_finds_likeliest_however_long_the_others_prompts_are()
    {
        Weights weights = Weights.Draw(s_shape, 5);
        foreach (ref float value in weights.Values.Span) value *= 1.5f;
        int[][] prompts = [[1, 2, 3], [9, 8, 7, 6, 5, 4, 3, 2, 1], [11]];
        List<int>[] answers = new Decoding(weights, 3, 40).Answer(prompts, tokensMax: 12, end: -1);
        var network = new Network(weights, 64);
        foreach ((int[] prompt, List<int> answer) in prompts.Zip(answers))
        {
            Assert.Equal(12, answer.Count);
            for (int i = 0; i < answer.Count; i++)
            {
                double likeliest = network.Loss(Asked(prompt, answer, i, answer[i]));
                for (int token = 0; token < s_shape.Vocabulary; token++)
                    Assert.True(likeliest <= network.Loss(Asked(prompt, answer, i, token)) + 1e-5);
            }
        }
    }

    private static Batch Asked(int[] prompt, List<int> answer, int given, int next)
    {
        int[] tokens = [.. prompt, .. answer.Take(given)];
        return new(tokens, [0, tokens.Length], [tokens.Length - 1], [next]);
    }
}
