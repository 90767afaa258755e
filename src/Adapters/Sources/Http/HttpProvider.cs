using Tauric.Adapters.Sources.Live;
using Tauric.Engine;

namespace Tauric.Adapters.Sources.Http;

/// <summary>A provider described: where it is, where its key goes, what it bears, what its errors look like.</summary>
/// <param name="Name">As in <c>api_keys</c> and <c>addresses</c> of the configuration.</param>
/// <param name="Address">Ends in a slash.</param>
/// <param name="PerMinute">Requests it bears.</param>
internal sealed record HttpProvider(string Name, string Address, int PerMinute) : ILiveProvider
{
    public string? KeyVariable { get; init; }

    /// <summary>Query parameter of the key; null when it travels in a header.</summary>
    public string? KeyParameter { get; init; }

    /// <summary>Header of the key and what stands before it there.</summary>
    public (string Name, string Prefix) KeyHeader { get; init; } = ("Authorization", "Bearer ");

    /// <summary>Members of a JSON answer that hold an error's words, below one another by dots.</summary>
    public IReadOnlyList<string> Complaints { get; init; } = [];

    /// <summary>What words are about the key, where its status does not say so.</summary>
    public string KeyComplaint { get; init; } = "API key";

    /// <summary>
    /// End of the names of other machines it may send to, without the key. Else only its own address is asked.
    /// </summary>
    public string? LeadsTo { get; init; }

    public required IReadOnlyList<LiveSource> Sources { get; init; }

    /// <exception cref="PlanException">The key would travel for all to read.</exception>
    public ILiveSession Open(FetchRequest request, TimeProvider clock, Action<string> told)
    {
        ProviderAccess access = request.AccessOf(Name);
        Uri address = access.Address ?? new Uri(Address);
        if (access.Key is not null && address is { Scheme: "http", IsLoopback: false }) throw new PlanException(
            $"addresses.{Name}: the key of {Name} is not sent over http, where others can read it; use https.");
        return new HttpSession(this, address, access.Key, request, clock, told);
    }
}
