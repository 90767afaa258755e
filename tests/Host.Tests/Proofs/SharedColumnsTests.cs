using System.Globalization;
using Tauric.Adapters.Catalog;
using Tauric.Adapters.Frames;
using Tauric.Adapters.Storage;
using Tauric.Adapters.Tests.Storage;
using Tauric.Engine.Datasets;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Packs of a run of stories refer to columns that packs of their inputs have.</summary>
public sealed class SharedColumnsTests(StoriesTests.Finished finished, SharedGateway gateway)
    : IClassFixture<StoriesTests.Finished>, IClassFixture<SharedGateway>, IDisposable
{
    private const string Told = "SELECT count(*), sum(length(target_story)), max(sequence_id), max(symbol), "
        + "max(event_time) FROM story_training_data";

    private readonly ScratchFolder _folder = new();

    private string Input => _folder.Below("input");

    private string Root => _folder.Below("root");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_column_of_an_input_is_in_no_pack_again_and_references_are_to_what_was_read_whole()
    {
        _folder.CopyFrom(finished.Folder);
        using var catalog = DuckCatalog.Open(Path.Combine(Root, DuckCatalog.FileName));
        var store = new LocalStore(Root);
        Dictionary<string, Pack> packs = catalog.Load()
            .SelectMany(r => r.Objects.Where(o => PackName.Of(o.Key) is not null).Select(o => Pack.Of(store, r, o.Key)))
            .ToDictionary(p => p.Name);
        Dictionary<(string, string), Pack> byPartition = packs.Values.ToDictionary(p => (p.Dataset, p.Key));
        long bytes = 0, references = 0;
        foreach (Pack pack in packs.Values)
        {
            Pack[] inputs = [.. catalog.Inputs(pack.Dataset, pack.Key)
                .Where(i => i.After == long.MinValue && i.Until == long.MaxValue)
                .Select(i => byPartition.GetValueOrDefault((i.Dataset, i.Key))).OfType<Pack>()];
            foreach (Pack input in inputs)
            {
                Assert.Empty(pack.Own.Keys.Intersect(input.Own.Keys));
                Assert.Empty(pack.Own.Keys.Intersect(input.Holders.Keys));
            }

            Assert.All(pack.Holders, held =>
            {
                Assert.Contains(held.Key, packs[held.Value].Own.Keys);
                Assert.Contains(inputs, i => i.Name == held.Value || i.Holders.GetValueOrDefault(held.Key)
                    == held.Value);
            });
            references += pack.Holders.Count;
            bytes += pack.Own.Values.Sum(length => (long)length);
        }

        Assert.True(references * 4 > packs.Count, $"{references} references in {packs.Count} packs");
        // What is left is shared by packs of which none is an input of the other.
        long twice = packs.Values.SelectMany(p => p.Own).GroupBy(c => c.Key)
            .Sum(g => (g.Count() - 1L) * g.First().Value);
        Assert.True(twice * 50 < bytes, $"{twice} bytes of {bytes} are there again");
    }

    [Fact]
    public async Task A_damaged_holder_is_told_by_name_and_repaired_by_the_next_run()
    {
        _folder.CopyFrom(finished.Folder);
        SortedDictionary<string, string> before = CorpusRoot.HashesOf(Root);
        string told = await Said("query", Told, "--root", Root);
        string key = before.Keys.Single(k => PackName.Of(k) == "frames/assembled_stories/2024-11-29");
        string path = Path.Combine(Root, key);
        byte[] bytes = File.ReadAllBytes(path);
        DateTime time = File.GetLastWriteTimeUtc(path);
        for (int i = 16; i < bytes.Length / 2; i++) bytes[i] ^= 1;
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, time);   // Only a hash can tell.
        using (var asked = new CapturedTerminal())
        {
            Assert.NotEqual(CommandLine.Done, await asked.Run("query", Told, "--root", Root));
            Assert.Contains("frames/story_training_data/2024-11-29.", asked.Error, StringComparison.Ordinal);
            Assert.Contains(key, asked.Error, StringComparison.Ordinal);
            Assert.Contains("tauric verify", asked.Error, StringComparison.Ordinal);
        }

        using (var verified = new CapturedTerminal())
        {
            Assert.Equal(4, await verified.Run("verify", "--root", Root));
            Assert.Contains($"{key}: changed", verified.Out, StringComparison.Ordinal);
        }

        await Run(Root);
        Assert.Equal(before, CorpusRoot.HashesOf(Root));
        Assert.Equal(told, await Said("query", Told, "--root", Root));
    }

    [Fact]
    public async Task A_run_of_some_days_leaves_what_others_refer_to_and_a_whole_one_is_as_if_it_had_not_been()
    {
        _folder.CopyFrom(finished.Folder);
        const string Day = "2024-11-27";
        string told = await Said("query", Told, "--root", Root), sequences = await Sequences();
        string replaced = Assert.Single(Packs($"assembled_stories/{Day}"));
        string payload = Path.Combine(Input, "raw", "iqfeed_1min", "market", $"{Day}.csv");
        File.WriteAllLines(payload, [.. File.ReadAllLines(payload).Select(Raised)]);
        await Run(Root, "--from", "2024-11-29");
        // The sequence whose target the day is was not made again: its story is in a pack that was replaced.
        Assert.Equal(2, Packs($"assembled_stories/{Day}").Length);
        Assert.Equal(sequences, await Sequences());
        Assert.Equal(told.Length, (await Said("query", Told, "--root", Root)).Length);
        await Run(Root);
        Assert.DoesNotContain(replaced, Packs($"assembled_stories/{Day}"));
        Assert.NotEqual(sequences, await Sequences());
        Assert.Equal(sequences, await Sequences("--as-of", "1"));
        string anew = _folder.Below("anew");
        await Run(anew);
        Assert.Empty(OfRuns(anew).Except(OfRuns(Root)));
        Assert.Empty(OfRuns(Root).Except(OfRuns(anew)));

        Task<string> Sequences(params string[] asOf) => Said(
            ["query", "stories", "sequences", "--root", Root, "--quality", "0", "--from", Day, "--to", Day, "--columns",
                "symbol,event_time,target_story", "--format", "csv", .. asOf]);
    }

    [Fact]
    public async Task Packs_that_were_backed_up_or_synced_to_S3_refer_to_each_other_there()
    {
        _folder.CopyFrom(finished.Folder);
        string told = await Said("query", Told, "--root", Root), restored = _folder.Below("restored");
        await Said("backup", "--root", Root, "--to", _folder.Below("backups"));
        await Said("restore", "--from", _folder.Below("backups"), "--root", restored);
        Assert.Equal(told, await Said("query", Told, "--root", restored));

        (string, string)[] s3 = RadosGateway.Variables(gateway.Empty());
        await Said(s3, "store", "sync", "--from", "local", "--to", "s3", "--root", Root);
        Directory.Delete(Path.Combine(Root, "frames"), recursive: true);
        Assert.Equal(told, await Said(s3, "query", Told, "--root", Root));
        string sequences = await Said("query", "stories", "sequences", "--root", restored, "--quality", "0");
        Assert.Equal(sequences, await Said(s3, "query", "stories", "sequences", "--root", Root, "--quality", "0"));
        Assert.Contains("\"computed\":0", await Said(s3, "run", "stories", "--input", Input, "--root", Root, "--json"),
            StringComparison.Ordinal);
    }

    private string[] Packs(string of) => [.. new LocalStore(Root).List(Path.GetDirectoryName($"frames/{of}")!)
        .Where(key => PackName.Of(key) == $"frames/{of}")];

    /// <summary>Hashes of what runs wrote, but for what frames keep of the past.</summary>
    private static Dictionary<string, string> OfRuns(string root) => CorpusRoot.HashesOf(root)
        .Where(h => !h.Key.StartsWith("frames/packs/", StringComparison.Ordinal)).ToDictionary();

    /// <summary>A bar, of AAPL a tenth dearer at its close and high.</summary>
    private static string Raised(string line)
    {
        string[] fields = line.Split(',');
        if (!line.StartsWith("AAPL,2024", StringComparison.Ordinal)) return line;
        foreach (int price in (int[])[2, 5])
            if (decimal.TryParse(fields.ElementAtOrDefault(price), CultureInfo.InvariantCulture, out decimal paid))
                fields[price] = (paid * 1.1m).ToString("0.00", CultureInfo.InvariantCulture);
        return string.Join(',', fields);
    }

    private Task<string> Run(string root, params string[] options) =>
        Said(["run", "stories", "--input", Input, "--root", root, .. options]);

    private static Task<string> Said(params string[] args) => Said([], args);

    private static async Task<string> Said((string, string)[] variables, params string[] args)
    {
        using var terminal = new CapturedTerminal(variables);
        int code = await terminal.Run(args);
        Assert.True(code == CommandLine.Done, terminal.Error);
        return terminal.Out;
    }

    /// <param name="Own">Lengths of its columns by hash.</param>
    private sealed record Pack(string Name, string Dataset, string Key, Dictionary<UInt128, int> Own,
        Dictionary<UInt128, string> Holders)
    {
        public static Pack Of(LocalStore store, PartitionRecord record, string key)
        {
            (List<(PackBlock Block, PackSegment[])> blocks, PackDirectory directory, _) =
                PackReader.Blocks(store.Load(key), key);
            var own = blocks.SelectMany(b => b.Block.Columns).Where(c => c.IsOwn)
                .DistinctBy(c => c.Hash).ToDictionary(c => c.Hash, c => c.Bytes);
            return new Pack(PackName.Of(key)!, record.Dataset, record.Key, own, directory.Holders);
        }
    }
}
