using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel;

/// <summary>
/// Trains on one core. The weights after n steps depend on the recipe and the forms alone; every document is seen
/// once.
/// </summary>
internal sealed class Training
{
    private readonly Recipe _recipe;
    private readonly Curriculum _curriculum;
    private readonly Network _network;
    private readonly Optimiser _optimiser;
    private Document? _left;
    private long _number;

    public Training(Recipe recipe, IReadOnlyList<ITrainedForm> forms)
    {
        (_recipe, _curriculum) = (recipe, new Curriculum(forms, recipe.Seed));
        Tokenizer = TokenizerTraining.Train(TokenizerTexts(), recipe.Vocabulary);
        Weights = Weights.Draw(recipe.Shape(Tokenizer), recipe.Seed);
        if (recipe.From.Length > 0) Import.Read(recipe.From, Weights);
        _number = recipe.First;
        _network = new Network(Weights, recipe.Tokens);
        _optimiser = new Optimiser(Weights, recipe);
    }

    public Tokenizer Tokenizer { get; }

    public Weights Weights { get; }

    public Curriculum Curriculum => _curriculum;

    public long Documents => _number;

    public int Steps { get; private set; }

    public bool IsFalling => Steps >= _optimiser.Hold;

    public bool IsDone => Steps >= _optimiser.Hold + _recipe.Fall;

    /// <summary>The loss before the step.</summary>
    public double Step()
    {
        var batch = Batch.Pack(NextDocument, _recipe.Tokens, ref _left);
        double loss = _network.Gradient(batch);
        _optimiser.Step(++Steps);
        return loss;
    }

    /// <summary>Lets the rate fall from here on, as a recipe would that held it for the steps there were.</summary>
    public void LetFall() => _optimiser.Hold = Steps;

    private Document NextDocument()
    {
        FormExample example = _curriculum.Training(_number++);
        return Tokenizer.Document(example.Prompt, example.Answer);
    }

    private IEnumerable<string> TokenizerTexts()
    {
        yield return "user\n";
        yield return "assistant\n";
        for (int i = 0; i < _recipe.TokenizerTexts; i++)
        {
            FormExample example = _curriculum.Training(-1 - i);
            yield return example.Prompt;
            yield return example.Answer;
        }
    }
}
