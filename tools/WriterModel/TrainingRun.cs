using System.Diagnostics;
using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel;

/// <summary>A training that tells how it goes and leaves a model at every checkpoint.</summary>
internal sealed class TrainingRun(Recipe recipe, string folder, int checkpoint, TextWriter log)
{
    private const int Report = 50;        // Steps.
    private const int PromptsEach = 30;   // Of a form, at a checkpoint.
    private readonly Stopwatch _time = Stopwatch.StartNew();

    public void Run()
    {
        var training = new Training(recipe, FormList.All);
        log.WriteLine($"{recipe}, {training.Weights.Values.Length} parameters, {training.Tokenizer.Size} tokens");
        double losses = 0;
        while (!training.IsDone)
        {
            losses += training.Step();
            if (training.Steps % Report == 0)
            {
                Tell(training, losses / Report);
                losses = 0;
            }

            if (!training.IsFalling && File.Exists(Path.Combine(folder, "fall")))
            {
                training.LetFall();
                log.WriteLine($"the rate falls: the same is trained again with hold={training.Steps}");
            }

            if (training.Steps % checkpoint == 0 || training.IsDone) Keep(training);
        }
    }

    private void Tell(Training training, double loss) => log.WriteLine(
        $"step {training.Steps}, {training.Documents} documents, loss {loss:F4}, {_time.Elapsed.TotalSeconds:F0} s, "
        + $"{Environment.CpuUsage.TotalTime.TotalSeconds:F0} s of the processor");

    private void Keep(Training training)
    {
        Export.Write(training.Weights, training.Tokenizer, Path.Combine(folder, "tauric-writer-demo.gguf"));
        foreach ((ITrainedForm form, int right, string wrong) in Progress.Measure(training, PromptsEach))
            log.WriteLine($"  {form.Name,-10} {right} of {PromptsEach}   {wrong.ReplaceLineEndings(" / ")}");
    }
}
