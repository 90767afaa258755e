using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Contracts;

/// <summary>What every source of payloads promises.</summary>
public abstract class PayloadSourceContract
{
    /// <summary>A source that holds exactly these payloads.</summary>
    protected abstract IPayloadSource SourceOf(IReadOnlyDictionary<string, byte[]> payloads);

    /// <summary>The last source again, after one payload became other bytes of the same length.</summary>
    protected abstract IPayloadSource AfterChangeOf(string key, byte[] payload);

    [Fact]
    public void Payloads_are_listed_in_ordinal_order_and_load_as_they_were()
    {
        var payloads = new Dictionary<string, byte[]>
        {
            ["finnhub/BRK.B/2024-03-05.json"] = [1, 2, 3],
            ["fred/DGS10/2024-03-05.json"] = [],
            ["finnhub/AAPL/2024-03-05.json"] = "{}"u8.ToArray(),
            ["finnhub/AAPL/2024-03-04.xml"] = [0xFF, 0, 10],
        };
        IPayloadSource source = SourceOf(payloads);
        Assert.Equal(payloads.Keys.Order(StringComparer.Ordinal), source.List().Select(p => p.Key));
        Assert.All(payloads, p => Assert.Equal(p.Value, source.Load(p.Key)));
    }

    [Fact]
    public void A_version_holds_until_the_payload_changes()
    {
        IPayloadSource source = SourceOf(new Dictionary<string, byte[]>
        {
            ["s/e/2024-03-05.json"] = [1],
            ["s/e/2024-03-06.json"] = [2]
        });
        IReadOnlyList<PayloadInfo> before = source.List();
        Assert.Equal(before, source.List());
        IReadOnlyList<PayloadInfo> after = AfterChangeOf("s/e/2024-03-05.json", [9]).List();
        Assert.NotEqual(before[0].Version, after[0].Version);
        Assert.Equal(before[1], after[1]);
    }

    [Fact]
    public void No_payloads_are_an_empty_list() => Assert.Empty(SourceOf(new Dictionary<string, byte[]>()).List());
}
