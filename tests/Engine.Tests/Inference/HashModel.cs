using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;

namespace Tauric.Engine.Tests.Inference;

/// <summary>
/// Answers with a hash of the request, after as many turns of the scheduler as the seed says, and remembers what it was
/// asked.
/// </summary>
internal sealed class HashModel(int lanes = 2, int groupMax = 4, bool isStable = true) : ITextModel
{
    private readonly Lock _lock = new();
    private int _calls;

    public TextModelTraits Traits { get; init; } = new("hash", "hash v1", lanes, groupMax, isStable);

    /// <summary>Every call, in the order they came.</summary>
    public List<TextRequest[]> Calls { get; } = [];

    public bool IsForgetful { get; init; }

    /// <summary>Most calls there ever were at once.</summary>
    public int CallsMax { get; private set; }

    public int Stopped { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Awaited in every call before it is answered.</summary>
    public Func<IReadOnlyList<TextRequest>, CancellationToken, Task> Before { get; init; } =
        (_, _) => Task.CompletedTask;

    public static TextAnswer AnswerTo(TextRequest r) => r.Suffix == "refuse me"
        ? new TextAnswer("", AnswerEnd.Refused, 3, 0, "as asked")
        : new TextAnswer(new Fold().Add(r.Instruction).Add(r.Prefix).Add(r.Suffix).Add((long)r.Parameters.Seed)
            .Finish().ToString(), AnswerEnd.Stop, 3, 2);

    public async Task<IReadOnlyList<TextAnswer>> AnswerAsync(
        IReadOnlyList<TextRequest> requests, Action<TextAnswer> answered, CancellationToken cancelled)
    {
        lock (_lock)
        {
            if (!IsForgetful) Calls.Add([.. requests]);
            CallsMax = Math.Max(CallsMax, ++_calls);
        }

        try
        {
            await Before(requests, cancelled);
            cancelled.ThrowIfCancellationRequested();
            TextAnswer[] answers = [.. requests.Select(AnswerTo)];
            foreach (TextAnswer answer in answers) answered(answer);
            return answers;
        }
        catch (OperationCanceledException)
        {
            lock (_lock) Stopped++;
            throw;
        }
        finally
        {
            lock (_lock) _calls--;
        }
    }

    public void Dispose() => IsDisposed = true;

    public static WrittenRequest Request(string prefix, string suffix, ulong seed = 0) =>
        new("do", prefix, suffix, new TextParameters(8, Seed: seed));
}
