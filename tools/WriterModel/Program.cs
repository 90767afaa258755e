using System.Diagnostics;
using System.Globalization;
using Tauric.Pipelines.Forms;
using Tauric.WriterModel;

const string Usage = """
    dotnet run -c Release --project tools/WriterModel -- train FOLDER [name=value...]
        Trains a model on one core and writes FOLDER/tauric-writer-q8_0.gguf, again at every checkpoint.
        name=value: steps, seed, vocabulary, width, layers, heads, hidden, tokens, check (steps between checkpoints)
    """;

if (args is not ["train", string folder, .. string[] settings])
{
    Console.Error.WriteLine(Usage);
    return 2;
}

Dictionary<string, int> given = settings.Select(setting => setting.Split('='))
    .ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
int Setting(string name, int otherwise) => given.GetValueOrDefault(name, otherwise);
var standard = new Recipe();
var recipe = new Recipe
{
    Seed = Setting("seed", (int)standard.Seed),
    Steps = Setting("steps", standard.Steps),
    Vocabulary = Setting("vocabulary", standard.Vocabulary),
    Width = Setting("width", standard.Width),
    Layers = Setting("layers", standard.Layers),
    Heads = Setting("heads", standard.Heads),
    Hidden = Setting("hidden", standard.Hidden),
    Tokens = Setting("tokens", standard.Tokens),
};
int check = Setting("check", 250), log = Setting("log", 50);
Directory.CreateDirectory(folder);
long began = Stopwatch.GetTimestamp();
var training = new Training(recipe, FormList.All);
Console.WriteLine($"{recipe}, {training.Weights.Values.Length} parameters, "
    + $"{Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s for the tokens");
double sum = 0;
while (training.Steps < recipe.Steps)
{
    sum += training.Step();
    if (training.Steps % log == 0)
    {
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"step {training.Steps} loss {sum / log:F4} {training.Documents} documents {seconds:F0} s, "
            + $"{(double)training.Steps * recipe.Tokens / seconds:F0} tokens/s, "
            + $"cpu {Environment.CpuUsage.TotalTime.TotalSeconds:F0} s");
        sum = 0;
    }

    if (training.Steps % check != 0 && training.Steps != recipe.Steps) continue;
    Export.Write(training.Weights, training.Tokenizer, Path.Combine(folder, "tauric-writer-q8_0.gguf"));
    List<(IForm Form, int Right, string Wrong)> measured = Progress.Measure(training, 30);
    foreach ((IForm form, int right, string wrong) in measured)
        Console.WriteLine($"  {form.Name,-12} {right} of 30   {wrong.ReplaceLineEndings("\\n")}");
}

return 0;
