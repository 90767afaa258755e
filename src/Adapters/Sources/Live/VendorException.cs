namespace Tauric.Adapters.Sources.Live;

/// <summary>Why a provider gave no payload.</summary>
public enum VendorFault
{
    /// <summary>Nobody answers, or not to the end, or not in time.</summary>
    Unreachable,

    /// <summary>Too many requests, or the provider is overloaded.</summary>
    Busy,

    /// <summary>The provider failed at this request.</summary>
    Failed,

    /// <summary>A page for people where a payload belongs: maintenance, consent, a captcha.</summary>
    Page,

    /// <summary>No payload of the promised kind: another type, cut, the same page again.</summary>
    Malformed,

    /// <summary>The key is wrong or missing.</summary>
    KeyRefused,

    /// <summary>The key is right and may not have this.</summary>
    NotAllowed,

    /// <summary>There is no such symbol or series.</summary>
    Unknown,

    /// <summary>The provider will not have the request.</summary>
    Refused,

    /// <summary>More bytes than a payload may have.</summary>
    TooLarge,

    /// <summary>It sends elsewhere.</summary>
    Redirected,
}

/// <summary>What need not be asked after a failure, because it would fail too.</summary>
internal enum VendorEnds
{
    Window,
    Entity,
    Source,
    Provider,
}

/// <summary>A provider gave no payload. The message holds no key.</summary>
internal sealed class VendorException(VendorFault fault, string message) : Exception(message)
{
    public VendorFault Fault => fault;

    /// <summary>How long the provider wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>May the same request succeed a little later?</summary>
    public bool Passes => fault is VendorFault.Unreachable or VendorFault.Busy or VendorFault.Failed
        or VendorFault.Page or VendorFault.Malformed;

    public VendorEnds Ends => fault switch
    {
        VendorFault.Unreachable or VendorFault.Busy or VendorFault.Page or VendorFault.KeyRefused
            or VendorFault.Redirected => VendorEnds.Provider,
        VendorFault.NotAllowed => VendorEnds.Source,
        VendorFault.Unknown => VendorEnds.Entity,
        _ => VendorEnds.Window,
    };

    /// <param name="keyVariable">Null when the provider wants no key.</param>
    public string Advice(string? keyVariable) => fault switch
    {
        VendorFault.KeyRefused when keyVariable is not null => $"Set the right key in {keyVariable}.",
        VendorFault.KeyRefused => "It refuses this machine: try later, or from another network.",
        VendorFault.NotAllowed => "The plan of the key may not include it: leave it out with --source.",
        VendorFault.Redirected => "If that is the new address, set it in addresses of the configuration.",
        VendorFault.TooLarge or VendorFault.Refused => "Leave it out with --source or --tickers.",
        _ => "Run the same command again: what was fetched is kept.",
    };
}
