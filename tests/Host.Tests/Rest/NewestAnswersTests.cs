using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Host.Rest;
using Tauric.Host.Tests.Proofs;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Tests.Rest;

public sealed class NewestAnswersTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly LocalStore _store;

    public NewestAnswersTests() => _store = new LocalStore(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_ended_is_read_once_and_a_root_that_is_held_when_it_is_free()
    {
        bool isHeld = true;
        int reads = 0;
        using var newest = new NewestAnswers(_store, () => isHeld
            ? throw new ResourceException("a run holds it") : new Numbered(++reads));
        Assert.False(newest.Look());   // No run yet.
        EndRun(1);
        Assert.False(newest.Look());
        Assert.Null(newest.Document(CacheKey.LatestQuality));
        isHeld = false;
        Assert.True(newest.Look());
        Assert.False(newest.Look());
        EndRun(2);
        Assert.True(newest.Look());
        Assert.Equal([2], newest.Document(CacheKey.LatestQuality)!);
    }

    [Fact]
    public void Whoever_asks_while_answers_are_exchanged_is_answered_by_one_that_is_open()
    {
        int reads = 0;
        using var newest = new NewestAnswers(_store, () => new Numbered(++reads));
        EndRun(0);
        newest.Look();
        using var stop = new CancellationTokenSource();
        Thread[] askers = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            while (!stop.IsCancellationRequested) Assert.NotNull(newest.Document(CacheKey.LatestQuality));
        }))];
        foreach (Thread asker in askers) asker.Start();
        for (int run = 1; run <= 50; run++)
        {
            EndRun(run);
            Assert.True(newest.Look());
        }

        stop.Cancel();
        foreach (Thread asker in askers) asker.Join();
        Assert.Equal(51, reads);
    }

    private void EndRun(int run)
    {
        using var manifest = _store.Stage("manifest.json", [.. Enumerable.Repeat((byte)' ', run + 1)]);
        _store.Publish([manifest]);
    }

    private sealed class Numbered(int number) : IDecisionAnswers, IDisposable
    {
        private volatile bool _isClosed;

        public DecisionAnswer Of(CapturedDecision decision, long received) => new();

        public FeatureEngineeringResponse EngineerFeatures(FeatureEngineeringRequest request) =>
            throw new NotSupportedException();

        public byte[] Document(CacheKey key)
        {
            for (int i = 0; i < 100; i++) ObjectDisposedException.ThrowIf(_isClosed, this);
            return [(byte)number];
        }

        public void Dispose() => _isClosed = true;
    }
}
