using System.Security.Cryptography;
using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel.Tests;

public sealed class TrainingTests
{
    private static readonly Recipe s_small = new()
    {
        Hold = 10,
        Fall = 10,
        Width = 32,
        Layers = 2,
        Heads = 2,
        Hidden = 64,
        Tokens = 1024,
        TokenizerTexts = 100,
        Vocabulary = 400,
    };

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_one_others()
    {
        string first = Trained(s_small);
        Assert.Equal(first, Trained(s_small));
        Assert.NotEqual(first, Trained(s_small with { Seed = 2 }));
    }

    [Fact]
    public void The_loss_falls()
    {
        var training = new Training(s_small with { Hold = 60 }, FormList.All);
        double first = training.Step(), last = first;
        while (training.Steps < 60) last = training.Step();
        Assert.InRange(last, 0, first - 0.5);
    }

    [Fact]
    public void A_fall_that_was_decided_on_the_way_is_that_of_a_recipe() =>
        Assert.Equal(Trained(s_small), Trained(s_small with { Hold = 1000 }, fallAfter: s_small.Hold));

    private static string Trained(Recipe recipe, int? fallAfter = null)
    {
        var training = new Training(recipe, FormList.All);
        while (!training.IsDone)
        {
            training.Step();
            if (training.Steps == fallAfter) training.LetFall();
        }

        string path = Path.GetTempFileName();
        Export.Write(training.Weights, training.Tokenizer, path);
        string hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        File.Delete(path);
        return hash;
    }
}
