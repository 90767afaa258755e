using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Tests.Contracts;

/// <summary>What every object store promises. Each test gets an empty store.</summary>
public abstract class ObjectStoreContract
{
    protected abstract IObjectStore Store { get; }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("ünïcode 中\n\0")]
    public void What_is_published_is_loaded(string text)
    {
        ObjectStat stat = Put("news/AAPL/2024-03-05.jsonl", text);
        Assert.Equal(text, Encoding.UTF8.GetString(Store.Load("news/AAPL/2024-03-05.jsonl")));
        Assert.Equal(stat, Store.Stat("news/AAPL/2024-03-05.jsonl"));
        Assert.Equal(stat, Store.Stat("news/AAPL/2024-03-05.jsonl"u8));
        Assert.Equal(Encoding.UTF8.GetByteCount(text), stat.Bytes);
    }

    [Fact]
    public void Nobody_sees_what_is_staged()
    {
        using IStagedObject staged = Store.Stage("a/b", "x"u8);
        Assert.Equal("a/b", staged.Key);
        Assert.Null(Store.Stat("a/b"));
        Assert.Empty(Store.List(""));
        Assert.Throws<ResourceException>(() => Store.Load("a/b"));
    }

    [Fact]
    public void What_is_discarded_leaves_the_old_object()
    {
        Put("a/b", "old");
        Store.Stage("a/b", "new"u8).Dispose();
        Assert.Equal("old"u8, Store.Load("a/b"));
    }

    [Fact]
    public void Disposing_after_publishing_keeps_the_object()
    {
        IStagedObject staged = Store.Stage("a/b", "x"u8);
        Store.Publish([staged]);
        staged.Dispose();
        Assert.Equal("x"u8, Store.Load("a/b"));
    }

    [Fact]
    public void A_tag_changes_with_every_rewrite_of_other_bytes()
    {
        ObjectTag tag = Put("a", "same length 50").Tag;
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(tag, Store.Stat("a")!.Value.Tag);
            ObjectTag next = Put("a", $"same length {i:D2}").Tag;
            Assert.NotEqual(tag, next);
            tag = next;
        }
    }

    [Fact]
    public void Asking_for_all_stats_and_for_a_hash_says_what_asking_one_by_one_and_reading_says()
    {
        foreach (string key in (string[])["a", "b/c", "b/é"]) Put(key, key);
        if (Store.StatAll() is { } all)
            Assert.Equal(Store.List("").ToDictionary(k => k, k => Store.Stat(k)!.Value), all);
        Assert.Equal(Hash256.Of("b/c"u8), Store.HashOf("b/c"));
        Assert.Throws<ResourceException>(() => Store.HashOf("b"));
    }

    [Fact]
    public void Stats_come_in_the_order_of_what_was_staged()
    {
        IStagedObject[] staged = [.. Enumerable.Range(0, 40).Select(i =>
            Store.Stage($"k/{(i * 7) % 40}", new byte[i]))];
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (long)i), Store.Publish(staged).Select(s => s.Bytes));
        Assert.Empty(Store.Publish([]));
    }

    [Fact]
    public void Keys_are_listed_below_a_folder_in_ordinal_order()
    {
        foreach (string key in (string[])["b/2", "b/10", "b/a/1", "B/1", "bb/1", "b.txt", "é/1"]) Put(key, key);
        Assert.Equal(["b/10", "b/2", "b/a/1"], Store.List("b"));
        Assert.Equal(["b/10", "b/2", "b/a/1"], Store.List("b/"));
        Assert.Equal(["B/1", "b.txt", "b/10", "b/2", "b/a/1", "bb/1", "é/1"], Store.List(""));
        Assert.Empty(Store.List("nothing/here"));
    }

    [Fact]
    public void What_is_deleted_is_gone_and_deleting_nothing_is_no_error()
    {
        Put("a/b", "x");
        Store.Delete("a/b");
        Store.Delete("a/b");
        Assert.Null(Store.Stat("a/b"));
        Assert.Empty(Store.List(""));
    }

    [Fact]
    public void A_folder_is_no_object()
    {
        Put("a/b/c", "x");
        Assert.Null(Store.Stat("a/b"));
        Assert.Null(Store.Stat("a/b"u8));
        Assert.Null(Store.Stat("a/b/c/d"));
        Assert.Null(Store.Stat("a/b/c/d"u8));
    }

    [Fact]
    public void Many_threads_stage_at_once()
    {
        var staged = new IStagedObject[500];
        Parallel.For(0, staged.Length, i => staged[i] = Store.Stage($"t/{i % 10}/{i}", Encoding.UTF8.GetBytes($"{i}")));
        Store.Publish(staged);
        Assert.Equal(staged.Length, Store.List("t").Count());
        Assert.All(Enumerable.Range(0, staged.Length), i =>
            Assert.Equal($"{i}", Encoding.UTF8.GetString(Store.Load($"t/{i % 10}/{i}"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/./x")]
    [InlineData("a//x")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("C:/x")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void A_key_that_could_leave_the_store_is_refused_everywhere(string key)
    {
        foreach (Action use in (Action[])[() =>
            Store.Stage(key, []), () => Store.Load(key), () => Store.Stat(key), () => Store.Delete(key)])
            Assert.Contains("Object key '" + key[..Math.Min(1, key.Length)], Assert.Throws<UsageException>(use)
                .Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_may_have_200_bytes_and_no_more()
    {
        Put("a/" + new string('é', 100), "x");
        Assert.Throws<UsageException>(() => Put("a/" + new string('é', 100) + "x", "x"));
    }

    [Fact]
    public void Some_bytes_of_an_object_are_read_and_no_others()
    {
        Put("a/b", "0123456789");
        Assert.Equal("345"u8, Store.Load("a/b", 3, 3));
        Assert.Empty(Store.Load("a/b", 10, 0));
        Assert.Throws<ResourceException>(() => Store.Load("a/b", 8, 3));
        Assert.Throws<ResourceException>(() => Store.Load("a/c", 0, 1));
    }

    [Fact]
    public void A_missing_object_is_named() =>
        Assert.Contains("a/b", Assert.Throws<ResourceException>(() =>
            Store.Load("a/b")).Message, StringComparison.Ordinal);

    protected ObjectStat Put(string key, string text) =>
        Store.Publish([Store.Stage(key, Encoding.UTF8.GetBytes(text))])[0];
}
