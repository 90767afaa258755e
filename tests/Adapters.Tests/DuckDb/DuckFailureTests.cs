using Tauric.Engine;
using Tauric.Native.DuckDb;

namespace Tauric.Adapters.DuckDb;

public sealed class DuckFailureTests
{
    /// <summary>In DuckDB's words, as a catalog of 650 MB met them with 128 MB.</summary>
    [Theory]
    [InlineData("Transaction COMMIT succeeded and is durable, but the autocheckpoint failed. Reopen the database "
        + "instance to recover. Failed to create checkpoint because of error: failed to pin block of size 256.0 KiB "
        + "(127.7 MiB/128.0 MiB used)")]
    [InlineData("could not allocate block of size 256.0 KiB (63.9 MiB/64.0 MiB used)")]
    public void A_checkpoint_without_memory_is_no_bug_and_says_what_to_do(string message)
    {
        Exception failure = DuckFailure.From(DuckError.Fatal, $"FATAL Error: {message}", "COMMIT", userSql: false);
        Assert.Contains("Raise --memory", Assert.IsType<ResourceException>(failure).Message, StringComparison.Ordinal);
    }
}
