using System.Text;
using Tauric.Adapters.Sources;
using Tauric.Adapters.Storage;
using Tauric.Adapters.Tests.Contracts;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Sources;

public sealed class StorePayloadsTests : PayloadSourceContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_lies_below_raw_is_meant_where_there_is_such_a_folder()
    {
        Put("raw/s/e/2024-03-05.json", "x");
        Put("README.md", "x");
        Assert.Equal("s/e/2024-03-05.json", Assert.Single(Source.List()).Key);
        Assert.Equal("x"u8, Source.Load("s/e/2024-03-05.json"));
    }

    [Fact]
    public void An_object_that_is_not_named_by_its_date_is_refused_with_its_place()
    {
        Put("s/e/notes.txt", "x");
        string message = Assert.Throws<UsageException>(Source.List).Message;
        Assert.Contains("'s/e/notes.txt' in 's3://bucket'", message, StringComparison.Ordinal);
    }

    protected override IPayloadSource SourceOf(IReadOnlyDictionary<string, byte[]> payloads)
    {
        foreach ((string key, byte[] bytes) in payloads) Put(key, Encoding.Latin1.GetString(bytes));
        return Source;
    }

    protected override IPayloadSource AfterChangeOf(string key, byte[] payload)
    {
        Put(key, Encoding.Latin1.GetString(payload));
        return Source;
    }

    private StorePayloads Source => field ??= new StorePayloads(new LocalStore(_folder["store"]), "s3://bucket");

    private void Put(string key, string text)
    {
        var store = new LocalStore(_folder["store"]);
        store.Publish([store.Stage(key, Encoding.Latin1.GetBytes(text))]);
    }
}
