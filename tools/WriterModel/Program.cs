using System.Globalization;
using Tauric.WriterModel;

const string Usage = """
    dotnet run -c Release --project tools/WriterModel -- train FOLDER [name=value...]
        Trains a model on one core and writes FOLDER/tauric-writer-demo.gguf, again at every checkpoint. The rate falls
        once it was held for as many steps as the recipe says, or from when a file FOLDER/fall lies there.
        name=value: seed, from (a model to go on from), first (document), rate, hold, fall, vocabulary, width, layers,
        heads, hidden, tokens (a step), check (steps between checkpoints)
    dotnet run -c Release --project tools/WriterModel -- evaluate MODEL [prompts of each form] [wrong answers shown]
        Prints the table of the model's README.
    """;

if (args is ["evaluate", string model, .. string[] counts])
{
    int[] numbers = [.. counts.Select(count => int.Parse(count, CultureInfo.InvariantCulture))];
    await new EvaluationTable(model, numbers.ElementAtOrDefault(0) is > 0 and var n ? n : 500,
        numbers.ElementAtOrDefault(1), Console.Out).WriteAsync().ConfigureAwait(false);
    return 0;
}

if (args is not ["train", string folder, .. string[] settings])
{
    Console.Error.WriteLine(Usage);
    return 2;
}

Dictionary<string, string> given = settings.Select(setting => setting.Split('=', 2))
    .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
T Setting<T>(string name, T otherwise)
    where T : IParsable<T> =>
    given.Remove(name, out string? text) ? T.Parse(text, CultureInfo.InvariantCulture) : otherwise;
var standard = new Recipe();
var recipe = new Recipe
{
    Seed = Setting("seed", standard.Seed),
    From = Setting("from", standard.From),
    First = Setting("first", standard.First),
    Rate = Setting("rate", standard.Rate),
    Hold = Setting("hold", standard.Hold),
    Fall = Setting("fall", standard.Fall),
    Vocabulary = Setting("vocabulary", standard.Vocabulary),
    Width = Setting("width", standard.Width),
    Layers = Setting("layers", standard.Layers),
    Heads = Setting("heads", standard.Heads),
    Hidden = Setting("hidden", standard.Hidden),
    Tokens = Setting("tokens", standard.Tokens),
};
int checkpoint = Setting("check", 250);
if (given.Count > 0)
{
    Console.Error.WriteLine($"No such setting: {string.Join(", ", given.Keys)}\n{Usage}");
    return 2;
}

Directory.CreateDirectory(folder);
new TrainingRun(recipe, folder, checkpoint, Console.Out).Run();
return 0;
