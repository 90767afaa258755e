using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Rest;

/// <summary>
/// Answers from a data root as the last run left it. A run ends by writing the manifest of the root, so that is looked
/// at; then the root is read anew beside the service, and what answers is exchanged at once.
/// </summary>
/// <param name="store">The root's.</param>
/// <param name="read">Reads the root; a <see cref="ResourceException"/> when that cannot be done now.</param>
internal sealed class NewestAnswers(IObjectStore store, Func<IDecisionAnswers> read) : IDecisionAnswers, IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private IDecisionAnswers _answers = new NoDecisionAnswers();
    private ObjectTag _tag;

    public DecisionAnswer Of(CapturedDecision decision, long received) => Ask(a => a.Of(decision, received));

    public FeatureEngineeringResponse EngineerFeatures(FeatureEngineeringRequest request) =>
        Ask(a => a.EngineerFeatures(request));

    public byte[]? Document(CacheKey key) => Ask(a => a.Document(key));

    /// <summary>Looks every so often until it is cancelled.</summary>
    public async Task WatchAsync(TimeSpan interval, TimeProvider clock, CancellationToken cancelled)
    {
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancelled).ConfigureAwait(false)) Look();
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    /// <summary>Reads the root when a run has ended since; one that is held now is looked at again later.</summary>
    public bool Look()
    {
        ObjectTag tag = store.Stat(Manifests.FileName)?.Tag ?? default;
        if (tag == _tag) return false;
        IDecisionAnswers fresh;
        try
        {
            fresh = read();
        }
        catch (ResourceException)
        {
            return false;
        }

        _tag = tag;
        Exchange(fresh);
        return true;
    }

    public void Dispose()
    {
        Exchange(new NoDecisionAnswers());
        _lock.Dispose();
    }

    private T Ask<T>(Func<IDecisionAnswers, T> ask)
    {
        _lock.EnterReadLock();
        try
        {
            return ask(_answers);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Waits for those who are being answered, and lets go what answered them.</summary>
    private void Exchange(IDecisionAnswers fresh)
    {
        _lock.EnterWriteLock();
        try
        {
            (_answers as IDisposable)?.Dispose();
            _answers = fresh;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}
