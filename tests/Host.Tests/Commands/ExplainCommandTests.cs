using Tauric.Engine.Dataflow;
using Tauric.Host.Commands;

namespace Tauric.Host.Tests.Commands;

public sealed class ExplainCommandTests
{
    [Fact]
    public void Lineage_is_indented_where_it_is_piped_and_data_cannot_break_lines()
    {
        using var captured = new CapturedTerminal();
        var raw = new LineageNode("raw/finnhub/AAPL/2024-03-05.json", "", []);
        var news = new LineageNode("news/AAPL/2024-03", "1 row\n\u001b[31m", [raw]);
        ExplainCommand.Write(new LineageNode("sample 7", "AAPL", [news, raw]), captured.Terminal);
        Assert.Equal(
            [
                "sample 7  AAPL", "  news/AAPL/2024-03  1 row\u23CE\u241B[31m", "    raw/finnhub/AAPL/2024-03-05.json",
                "  raw/finnhub/AAPL/2024-03-05.json",
            ],
            captured.Out.TrimEnd().Split('\n'));
    }
}
