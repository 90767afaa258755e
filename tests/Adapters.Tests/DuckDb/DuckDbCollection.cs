namespace Tauric.Adapters.DuckDb;

/// <summary>One after another: each suite counts outstanding bytes.</summary>
[CollectionDefinition("duckdb", DisableParallelization = true)]
public sealed class DuckDbCollection;
