namespace Tauric.Adapters.Sources.Wrds;

/// <param name="Name">Like <c>2023Q1</c>; begins the entity of its payloads.</param>
/// <param name="Last">Included.</param>
public readonly record struct WrdsQuarter(string Name, DateOnly First, DateOnly Last);

/// <summary>What is wanted of WRDS.</summary>
/// <param name="Connection">Of Npgsql, the password in it; it is shown nowhere.</param>
/// <param name="Folder">Payloads go below its <c>raw/</c>; manifest and checkpoint beside that.</param>
public sealed record WrdsRequest(string Connection, string Folder, IReadOnlyList<WrdsQuarter> Quarters)
{
    /// <summary>Firms fetched together: what is fetched again after a break, and what a run works on at once.</summary>
    public int ChunkFirms { get; init; } = 50;

    /// <summary>Of the payloads: <c>csv</c> or <c>parquet</c>.</summary>
    public string Format { get; init; } = "csv";

    /// <summary>Most times a chunk is tried while the server is away.</summary>
    public int Attempts { get; init; } = 4;
}

/// <param name="Chunks">There are, of all quarters.</param>
/// <param name="Fetched">Of them in this call; the others were there.</param>
public sealed record WrdsReport(int Chunks, int Fetched, long Bytes, IReadOnlyList<string> WithoutFirms);
