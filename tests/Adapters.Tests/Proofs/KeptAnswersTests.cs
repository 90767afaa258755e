using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Engine.Tests.Inference;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>Kept answers over a real store and the real format: what a later process finds of an earlier one.</summary>
[Collection("duckdb")]
public sealed class KeptAnswersTests : IDisposable
{
    private const string About = "theses/AAPL/2024-03-05";

    private static readonly WrittenRequest[] s_requests =
        [.. Enumerable.Range(0, 12).Select(i => HashModel.Request($"p{i % 3}", $"é\0{i}"))];

    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_rerun_asks_nothing_and_gets_the_same()
    {
        IReadOnlyList<TextAnswer> first = Ask(new HashModel(), s_requests);
        var model = new HashModel();
        Assert.Equal(first, Ask(model, s_requests));
        Assert.Equal(first.Reverse(), Ask(model, [.. s_requests.Reverse()]));
        Assert.Empty(model.Calls);
        Assert.Single(Objects());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Only_what_is_new_is_asked_and_a_refusal_is_new_each_time()
    {
        WrittenRequest refused = HashModel.Request("p1", "refuse me");
        Ask(new HashModel(), [.. s_requests[..5], refused]);
        var model = new HashModel();
        Ask(model, [.. s_requests, refused]);
        Assert.Equal([.. s_requests[5..].Select(r => r.Suffix).Order(StringComparer.Ordinal), refused.Suffix],
            model.Calls.SelectMany(c => c).Select(r => r.Suffix).Order(StringComparer.Ordinal)
                .OrderBy(s => s == refused.Suffix));
    }

    [Fact]
    public void Another_model_knows_nothing_of_it()
    {
        Ask(new HashModel(), s_requests);
        var other = new HashModel { Traits = new HashModel().Traits with { Identity = "hash v2" } };
        Ask(other, s_requests);
        Assert.Equal(s_requests.Length, other.Calls.Sum(c => c.Length));
    }

    [Fact]
    public void What_was_answered_before_the_model_was_lost_is_not_asked_again()
    {
        var failing = new HashModel(lanes: 1)
        {
            Before = (requests, _) =>
                requests[0].Prefix == "p2" ? throw new ResourceException("out of memory") : Task.CompletedTask,
        };
        Assert.Throws<ResourceException>(() => Ask(failing, s_requests));
        var model = new HashModel();
        Ask(model, s_requests);
        Assert.Equal(["p2"], model.Calls.SelectMany(c => c).Select(r => r.Prefix).Distinct());
    }

    [Fact]
    public void A_crash_between_staging_and_publishing_gives_nothing_out_and_leaves_nothing_half_written()
    {
        Ask(new HashModel(), s_requests[..3]);
        var cut = new Interrupted(
            new LocalStore(_folder["root"]), publishing: () => throw new IOException("power cut"));
        Assert.Throws<IOException>(() => Ask(new HashModel(), s_requests, cut));
        Assert.True(cut.Staged > 0);
        var model = new HashModel();
        Assert.Equal(s_requests.Select(HashModel.AnswerTo), Ask(model, s_requests));
        Assert.Equal(s_requests.Length - 3, model.Calls.Sum(c => c.Length));
        Assert.Single(Objects());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void The_next_is_asked_while_answers_go_to_the_disk_and_one_batch_a_lane_is_not_there_at_most()
    {
        using var disk = new ManualResetEventSlim();
        var model = new HashModel(lanes: 1);
        (int once, bool isWaiting, string[] there) = (0, false, []);
        using (var asker = new TextAsker(model, Kept(new Interrupted(new LocalStore(_folder["root"]), disk.Wait))))
        {
            Ask("d/1", 0);
            Ask("d/1", 0);
            once = model.Calls.Count;
            var second = new Thread(() => Ask("d/2", 1));
            second.Start();
            SpinWait.SpinUntil(() => model.Calls.Count == 2);
            (isWaiting, there) = (second.IsAlive, Objects());
            disk.Set();
            second.Join();

            void Ask(string about, int request) => asker.Ask(about, [s_requests[request]], CancellationToken.None);
        }

        Assert.Equal((1, true), (once, isWaiting));
        Assert.Empty(there);
        Assert.Equal(2, Objects().Length);
    }

    [Fact]
    public void A_damaged_object_is_a_miss_with_a_warning_and_never_a_wrong_answer()
    {
        Ask(new HashModel(), s_requests);
        string path = _folder[$"root/{Assert.Single(Objects())}"];
        byte[] whole = File.ReadAllBytes(path);
        Gen<byte[]> damaged = Gen.OneOf(
            Gen.Choose(0, whole.Length - 1).Select(length => whole[..length]),
            from at in Gen.Choose(0, whole.Length - 1)
            from bit in Gen.Choose(0, 7)
            select Flipped(whole, at, bit),
            Gen.Choose(0, 300).Select(i => new byte[i]));
        Prop.ForAll(damaged.ToArbitrary(), bytes =>
        {
            File.WriteAllBytes(path, bytes);
            _warnings.Clear();
            var model = new HashModel();
            Assert.Equal(s_requests.Select(HashModel.AnswerTo), Ask(model, s_requests));
            Assert.Equal(model.Calls.Count > 0, _warnings.Any(w => w.Contains(path[^20..], StringComparison.Ordinal)));
        }).Holds();
    }

    [Fact]
    public void Many_threads_keep_for_one_partition_and_for_many()
    {
        KeptAnswers kept = Kept(new LocalStore(_folder["root"]));
        using (var asker = new TextAsker(new HashModel(), kept))
        {
            Parallel.For(0, 24, i => asker.Ask($"theses/{i % 3}", [s_requests[i / 2], s_requests[i % 12]],
                CancellationToken.None));
        }

        var model = new HashModel();
        using var again = new TextAsker(model, kept);
        for (int i = 0; i < 24; i++)
            again.Ask($"theses/{i % 3}", [s_requests[i / 2], s_requests[i % 12]], CancellationToken.None);
        Assert.Empty(model.Calls);
        Assert.Equal(48, again.Count.Kept);
        Assert.Equal(3, Objects().Length);
    }

    private static byte[] Flipped(byte[] bytes, int at, int bit)
    {
        byte[] copy = [.. bytes];
        copy[at] ^= (byte)(1 << bit);
        return copy;
    }

    private string[] Objects() => [.. new LocalStore(_folder["root"]).List(KeptAnswers.Folder)];

    private KeptAnswers Kept(IObjectStore store) => new(() => store, new ParquetFormat(), _warnings.Enqueue);

    /// <summary>As a process of its own would: nothing but the folder is shared.</summary>
    private IReadOnlyList<TextAnswer> Ask(HashModel model, WrittenRequest[] requests, IObjectStore? store = null)
    {
        using var asker = new TextAsker(model, Kept(store ?? new LocalStore(_folder["root"])));
        return asker.Ask(About, requests, CancellationToken.None);
    }

    /// <summary>Something happens before objects are published.</summary>
    private sealed class Interrupted(IObjectStore store, Action publishing) : IObjectStore
    {
        public int Staged { get; private set; }

        public IStagedObject Stage(string key, ReadOnlySpan<byte> bytes)
        {
            Staged++;
            return store.Stage(key, bytes);
        }

        public IReadOnlyList<ObjectStat> Publish(IReadOnlyList<IStagedObject> staged)
        {
            publishing();
            return store.Publish(staged);
        }

        public byte[] Load(string key) => store.Load(key);

        public ObjectStat? Stat(string key) => store.Stat(key);

        public IEnumerable<string> List(string prefix) => store.List(prefix);

        public void Delete(string key) => store.Delete(key);
    }
}
