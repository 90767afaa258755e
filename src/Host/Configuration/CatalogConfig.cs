namespace Tauric.Host.Configuration;

/// <summary>Where the catalog lies.</summary>
internal sealed record CatalogConfig
{
    public const string Duck = "duckdb";
    public const string Postgres = "postgres";

    private const string Auto = "auto";

    public static readonly string[] Backends = [Auto, Duck, Postgres];

    /// <summary><c>duckdb</c>: in the data root; <c>postgres</c>; <c>auto</c>: postgres where there is a URL.</summary>
    public string Backend { get; init; } = Auto;

    /// <summary>A secret; empty for none.</summary>
    public string Url { get; init; } = "";

    /// <summary>How long a shard may be silent before others take over what it held.</summary>
    public int LeaseSeconds { get; init; } = 60;

    public bool IsPostgres => Backend == Postgres || (Backend == Auto && Url.Length > 0);

    public IEnumerable<string> Problems()
    {
        if (Backend == Postgres && Url.Length == 0)
            yield return "catalog.url: is needed, catalog.backend being postgres; better in TAURIC_CATALOG_URL";
        if (LeaseSeconds is < 1 or > 86_400) yield return $"catalog.lease_seconds: {LeaseSeconds} is not in 1..86400";
    }
}
