using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>Manifests over the store and the catalog of the product.</summary>
public sealed class ManifestsTests : IDisposable
{
    private readonly DataRoot _root = new();
    private readonly List<PartitionRecord> _data = [];

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Every_manifest_vouches_for_what_lies_below_it()
    {
        CounterRandom random = CounterRandom.For(1, "manifests");
        for (int i = 0; i < 60; i++)
        {
            string folder = "";
            for (int depth = random.NextInt(3); depth >= 0; depth--) folder += "abc"[random.NextInt(3)] + "/";
            Put($"{folder}file{i}.json", $"{i}");
        }

        Put("top.json", "top");
        Sync();
        Assert.Equal(_data.Count, RequireVouched(""));
    }

    [Fact]
    public void Only_the_folders_above_a_change_are_written_again()
    {
        foreach (string key in (string[])["a/b/1", "a/b/2", "a/c/1", "d/1"]) Put(key, key);
        Sync();
        Dictionary<string, ObjectTag> before = Tags();
        Assert.Equal(0, Sync());
        Assert.Equal(before, Tags());
        Put("a/b/1", "changed");
        Sync();
        Assert.Equal(["a/b/manifest.json", "a/manifest.json", "manifest.json"],
            Tags().Where(t => before[t.Key] != t.Value).Select(t => t.Key));
        Assert.Equal(4, RequireVouched(""));
    }

    [Fact]
    public void The_manifest_of_a_folder_that_is_gone_goes_too()
    {
        Put("a/b/1", "x");
        Put("c/1", "x");
        Sync();
        _data.RemoveAt(0);
        Sync();
        Assert.Equal(["c/manifest.json", "manifest.json"], Tags().Keys);
        Assert.Equal(["", "c"], _root.Catalog.Load().Select(r => r.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_manifest_that_was_deleted_or_damaged_comes_back()
    {
        Put("a/1", "x");
        Sync();
        byte[] good = _root.Store.Load("a/manifest.json");
        _root.Store.Delete("a/manifest.json");
        Assert.NotEqual(0, Sync());
        _root.Store.Publish([_root.Store.Stage("a/manifest.json", "damaged"u8)]);
        Sync();
        Assert.Equal(good, _root.Store.Load("a/manifest.json"));
    }

    private void Put(string key, string content)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(content);
        var stat = _root.Store.Publish([_root.Store.Stage(key, bytes)])[0];
        _data.RemoveAll(r => r.Key == key);
        ObjectRecord[] objects = [new(key, bytes.Length, Hash256.Of(bytes), stat.Tag)];
        _data.Add(new PartitionRecord
        {
            Dataset = "data",
            Key = key,
            Fingerprint = default,
            Content = PartitionRecord.ContentOf(objects),
            Producer = "",
            RunId = "",
            Rows = 1,
            Objects = [.. objects],
        });
    }

    private long Sync() => Manifests.Sync([.. _data, .. _root.Catalog.Load().Select(AsFound)], _root.Store,
        _root.Catalog, "run");

    /// <summary>As a run sees a record: compared with what the store holds.</summary>
    private PartitionRecord AsFound(PartitionRecord record) =>
        ObjectCheck.Refresh(_root.Store, _root.Store.Stat, record) ?? record with { IsDamaged = true };

    private Dictionary<string, ObjectTag> Tags() => _root.Store.List("")
        .Where(k => k.EndsWith(Manifests.FileName, StringComparison.Ordinal))
        .ToDictionary(k => k, k => _root.Store.Stat(k)!.Value.Tag);

    /// <summary>Follows the hashes down from a folder; returns the objects it met.</summary>
    private int RequireVouched(string folder, string? sha256 = null)
    {
        byte[] bytes = _root.Store.Load(folder + Manifests.FileName);
        if (sha256 is not null) Assert.Equal(sha256, Hash256.Of(bytes).ToString());
        using var manifest = JsonDocument.Parse(bytes);
        int met = 0;
        foreach (JsonElement o in manifest.RootElement.GetProperty("objects").EnumerateArray())
        {
            byte[] content = _root.Store.Load(folder + o.GetProperty("name").GetString());
            Assert.Equal(content.Length, o.GetProperty("bytes").GetInt32());
            Assert.Equal(Hash256.Of(content).ToString(), o.GetProperty("sha256").GetString());
            met++;
        }

        foreach (JsonElement child in manifest.RootElement.GetProperty("folders").EnumerateArray())
        {
            string? sha = child.GetProperty("manifest_sha256").GetString();
            met += RequireVouched($"{folder}{child.GetProperty("name")}/", sha);
        }

        return met;
    }
}
