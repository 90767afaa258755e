namespace Tauric.Host.Tests.Commands;

public sealed class FetchCommandTests
{
    [Theory]
    [InlineData("fetch topics --from 2024-03-01", 2, "tauric prefetch")]
    [InlineData("fetch corpus", 2, "--from 2024-03-01")]
    [InlineData("fetch corpus --from 2024-03-32", 2, "'2024-03-32' is not a date")]
    [InlineData("fetch corpus --from 2024-03-02 --to 2024-03-01", 2, "after the last day")]
    [InlineData("fetch corpus --from 2024-03-01 --tickers ../AAPL", 2, "no ticker")]
    [InlineData("fetch corpus --from 2024-03-01 --source reuters", 2, "there is finnhub, finnhub_insider")]
    [InlineData("fetch corpus --from 2024-03-01 --source fmp", 2, "set FMP_API_KEY")]
    [InlineData("fetch stories --from 2024-03-01", 2, "--tickers NVDA,AAPL")]
    [InlineData("fetch corpus --from 2024-03-01 --source fred", 3, "not sent over http",
        "TAURIC_ADDRESSES_FRED=http://example.invalid", "FRED_API_KEY=planted-fred-2846")]
    [InlineData("fetch corpus --from 2024-03-01", 3, "without user and query",
        "TAURIC_ADDRESSES_FRED=https://me:secret@example.invalid")]
    [InlineData("fetch stories --from 2024-03-01 --tickers A", 3, "like 127.0.0.1:9100",
        "TAURIC_ADDRESSES_IQFEED=http://x")]
    public async Task What_cannot_be_fetched_is_said_before_anything_is_asked(
        string line, int exitCode, string why, params string[] variables)
    {
        using var terminal = new CapturedTerminal([.. variables.Select(v => v.Split('=') is [var n, var t] ? (n, t)
            : throw new FormatException(v))]);
        Assert.Equal(exitCode, await terminal.Run(line.Split(' ')));
        Assert.Contains(why, terminal.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", terminal.Error + terminal.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(terminal.Folder, "*", SearchOption.AllDirectories),
            path => path.Contains("raw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_are_taken_from_a_file_of_secrets_which_holds_nothing_else()
    {
        using var terminal = new CapturedTerminal();
        string keys = terminal.Write("keys.yaml", "api_keys:\n  fmp: planted-fmp-6177\n");
        Assert.Equal(0, await terminal.Run("config", "show", "--secrets", keys));
        Assert.Matches(@"api_keys\.fmp +\*\*\* +.*keys\.yaml:2", terminal.Out);
        string open = terminal.Write("open.yaml", "api_keys:\n  fmp: planted-fmp-6177\ndata_root: here\n");
        Assert.Equal(3, await terminal.Run("config", "show", "--secrets", open));
        Assert.Contains("data_root is no secret", terminal.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", terminal.Error + terminal.Out, StringComparison.Ordinal);
    }
}
