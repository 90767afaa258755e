using FsCheck;
using FsCheck.Fluent;
using Tauric.Adapters.Frames;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Adapters.Tests.Frames;

/// <summary>Frames of packs that refer to packs of their inputs, while both are replaced.</summary>
public sealed class PackReferencesTests
{
    [Fact]
    public void Every_version_reads_as_it_was_when_packs_and_what_they_refer_to_are_replaced()
    {
        using var root = new FrameRoot();
        string input = RunPacks.Write(root.Objects, "input/1", [1, 2]);
        string made = RunPacks.Write(root.Objects, "made/1", [2, 3], input);
        Adopt(root, [input, made]);
        string inputNow = RunPacks.Write(root.Objects, "input/1", [1, 4]);
        string madeNow = RunPacks.Write(root.Objects, "made/1", [2, 4], inputNow);
        Adopt(root, [inputNow, madeNow], input, made);
        root.Store.Fold([inputNow, madeNow]);
        Assert.Equal([inputNow, madeNow], Packs(root));
        root.Reopen();
        Require(root, AsOf.Version(1), "input", 1, 2);
        Require(root, AsOf.Version(1), "made", 2, 3);
        Require(root, AsOf.Version(2), "input", 1, 4);
        Require(root, AsOf.Version(2), "made", 2, 4);
        // Columns 1 and 4 are of now: of the past there are 2 and 3, of which 2 is of now too.
        long past = root.Objects.List("frames/packs").Sum(key => root.Objects.Stat(key)!.Value.Bytes);
        Assert.InRange(past, RunPacks.ColumnBytes, RunPacks.ColumnBytes + (2 * RunPacks.OverheadBytes));
        root.Store.Prune(AsOf.Version(2));
        Assert.Empty(root.Objects.List("frames/packs"));
        Require(root, AsOf.Version(2), "made", 2, 4);
    }

    [Fact]
    public void What_a_pack_of_now_refers_to_stays_until_that_pack_is_made_again()
    {
        using var root = new FrameRoot();
        string input = RunPacks.Write(root.Objects, "input/1", [1, 2]);
        string made = RunPacks.Write(root.Objects, "made/1", [2, 3], input);
        Adopt(root, [input, made]);
        string inputNow = RunPacks.Write(root.Objects, "input/1", [1, 4]);
        Adopt(root, [inputNow, made], input);   // As a run of some days leaves it.
        root.Store.Fold([inputNow, made]);
        Assert.Equal([.. new[] { input, inputNow, made }.Order(StringComparer.Ordinal)], Packs(root));
        root.Reopen();
        RunPacks.Require(new FramesFormat().Within(root.Objects), root.Objects, made, "made/1", [2, 3]);
        Require(root, null, "made", 2, 3);
        string madeNow = RunPacks.Write(root.Objects, "made/1", [2, 3], inputNow);
        Adopt(root, [inputNow, madeNow], made);
        root.Store.Fold([inputNow, madeNow]);
        Assert.Equal([inputNow, madeNow], Packs(root));
        Require(root, AsOf.Version(2), "made", 2, 3);
        Require(root, null, "made", 2, 3);
    }

    [Fact]
    public void Pruning_leaves_what_a_pack_of_now_refers_to()
    {
        using var root = new FrameRoot();
        string input = RunPacks.Write(root.Objects, "input/1", [1, 2]);
        string made = RunPacks.Write(root.Objects, "made/1", [2, 3], input);
        Adopt(root, [input, made]);
        string inputNow = RunPacks.Write(root.Objects, "input/1", [1, 4]);
        Adopt(root, [inputNow, made], input);
        root.Store.Prune(AsOf.Version(2));
        RunPacks.Require(new FramesFormat().Within(root.Objects), root.Objects, made, "made/1", [2, 3]);
        Require(root, null, "made", 2, 3);
        string madeNow = RunPacks.Write(root.Objects, "made/1", [2, 3], inputNow);
        Adopt(root, [inputNow, madeNow], made);
        root.Store.Fold([inputNow, madeNow]);
        Require(root, AsOf.Version(2), "made", 2, 3);
        root.Store.Prune(AsOf.Version(3));
        Assert.Equal([inputNow, madeNow], Packs(root));
        Require(root, null, "made", 2, 3);
    }

    [Fact]
    public void What_was_replaced_goes_when_the_pack_in_its_place_has_what_is_referred_to()
    {
        using var root = new FrameRoot();
        string input = RunPacks.Write(root.Objects, "input/1", [1, 2]);
        string made = RunPacks.Write(root.Objects, "made/1", [2, 3], input);
        Adopt(root, [input, made]);
        string inputNow = RunPacks.Write(root.Objects, "input/1", [4, 2]);
        Assert.Equal(made, RunPacks.Write(root.Objects, "made/1", [2, 3], inputNow));
        Adopt(root, [inputNow, made], input);
        root.Store.Fold([inputNow, made]);
        Assert.Equal([inputNow, made], Packs(root));
        RunPacks.Require(new FramesFormat().Within(root.Objects), root.Objects, made, "made/1", [2, 3]);
        Require(root, null, "made", 2, 3);
        Require(root, AsOf.Version(1), "input", 1, 2);
    }

    [Fact]
    public void A_pack_that_waited_to_be_adopted_finds_what_was_replaced_meanwhile()
    {
        using var root = new FrameRoot();
        string input = RunPacks.Write(root.Objects, "input/1", [1, 2]);
        string made = RunPacks.Write(root.Objects, "made/1", [2, 3], input);   // Then the run was killed.
        string inputNow = RunPacks.Write(root.Objects, "input/1", [1, 4]);
        Adopt(root, [inputNow, made]);
        root.Store.Fold([inputNow, made]);
        Require(root, null, "made", 2, 3);
        Adopt(root, [input, made], inputNow);   // It comes back.
        Require(root, null, "input", 1, 2);
        Require(root, AsOf.Version(1), "input", 1, 4);
    }

    [Fact]
    public void A_pack_whose_holder_is_gone_is_refused_with_the_names_of_both()
    {
        using var root = new FrameRoot();
        string input = RunPacks.Write(root.Objects, "input/1", [1]);
        string made = RunPacks.Write(root.Objects, "made/1", [1], input);
        root.Objects.Delete(input);
        string message = Assert.Throws<DataException>(() => Adopt(root, [made])).Message;
        Assert.Contains($"'{made}'", message, StringComparison.Ordinal);
        Assert.Contains("'frames/input/1'", message, StringComparison.Ordinal);
        Assert.Equal(0, root.Store.Resolve(null));
    }

    /// <summary>Runs over two sessions of inputs and what is made of them; some compute only some of it.</summary>
    [Fact]
    public void Whatever_runs_write_versions_and_packs_of_now_read_as_they_were() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            CounterRandom random = CounterRandom.For(seed, "references");
            using var root = new FrameRoot();
            var standing = new SortedDictionary<string, (string Key, int[] Columns)>(StringComparer.Ordinal);
            var states = new List<string[]>();
            for (int run = 0; run < 8; run++)
            {
                List<string> gone = Run(root, random, standing);
                string[] keys = [.. standing.Values.Select(s => s.Key)];
                long before = root.Store.Resolve(null);
                if (Adopt(root, keys, [.. gone.Except(keys)]) > before) states.Add(State(root, null));
                if (random.NextInt(3) > 0) root.Store.Fold(keys);
                if (random.NextInt(4) == 0) root.Reopen();
                IFormat format = new FramesFormat().Within(root.Objects);
                foreach ((string name, (string key, int[] columns)) in standing)
                    RunPacks.Require(format, root.Objects, key, name, columns);
            }

            for (int i = 0; i < states.Count; i++) Assert.Equal(states[i], State(root, AsOf.Version(i + 1)));
            // When all is made of what is there now, nothing that was replaced stays.
            List<string> last = Run(root, random, standing, isWhole: true);
            string[] now = [.. standing.Values.Select(s => s.Key).Order(StringComparer.Ordinal)];
            Adopt(root, now, [.. last.Except(now)]);
            root.Store.Fold(now);
            Assert.Equal(now, Packs(root));
            for (int i = 0; i < states.Count; i++) Assert.Equal(states[i], State(root, AsOf.Version(i + 1)));
        }).Holds(Torture.Or(200, 4));

    /// <summary>Each input may change; what reads it may stay as it is.</summary>
    private static List<string> Run(FrameRoot root, CounterRandom random,
        SortedDictionary<string, (string Key, int[] Columns)> standing, bool isWhole = false)
    {
        var gone = new List<string>();
        foreach (int session in (int[])[1, 2])
        {
            string input = $"input/{session}", made = $"made/{session}";
            bool isNew = !standing.ContainsKey(input);
            if (isNew || random.NextInt(2) == 0) Make(input, Drawn(2));
            if (isNew || isWhole || random.NextInt(2) == 0) Make(made, Drawn(3), standing[input].Key);
            string[] inputs = session == 1 ? [standing[made].Key] : [standing["made/1"].Key, standing[made].Key];
            if (isNew || isWhole || random.NextInt(2) == 0) Make($"last/{session}", Drawn(2), inputs);
        }

        return gone;

        int[] Drawn(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextInt(5))];

        void Make(string name, int[] columns, params string[] inputs)
        {
            if (standing.TryGetValue(name, out (string Key, int[]) before)) gone.Add(before.Key);
            standing[name] = (RunPacks.Write(root.Objects, name, columns, inputs), columns);
        }
    }

    private static long Adopt(FrameRoot root, string[] keys, params string[] gone) =>
        root.Store.Adopt([.. keys.Select(key => new AdoptedPack(key.Split('/')[1], key))], gone);

    /// <summary>Those of runs.</summary>
    private static string[] Packs(FrameRoot root) =>
        [.. root.Objects.List("frames").Where(key => !key.StartsWith("frames/packs/", StringComparison.Ordinal))];

    private static void Require(FrameRoot root, AsOf? asOf, string library, params int[] columns)
    {
        foreach ((int symbol, int number) in columns.Index())
        {
            using RecordBatch rows = root.Store.Read($"{library}/S{symbol}", new FrameQuery { AsOf = asOf });
            Assert.Equal(RunPacks.Column(number), rows["close"].Values<long>().ToArray());
        }
    }

    private static string[] State(FrameRoot root, AsOf? asOf) =>
    [
        .. root.Store.ReadAll("*", new FrameQuery { AsOf = asOf }).Select(frame =>
        {
            using RecordBatch rows = frame.Value;
            return $"{frame.Key} {string.Join(' ', rows["event_time"].Values<long>().ToArray())} "
                + string.Join(' ', rows["close"].Values<long>().ToArray());
        }),
    ];
}
