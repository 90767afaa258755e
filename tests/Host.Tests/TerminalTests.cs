using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Host.Tests;

public sealed class TerminalTests
{
    [Fact]
    public void Text_from_data_cannot_steer_a_terminal() =>
        Prop.ForAll<NonNull<string>>(text =>
            Terminal.Visible(text.Get).Length == text.Get.Length && !Terminal.Visible(text.Get).Any(char.IsControl))
            .Holds();

    [Fact]
    public void A_piped_table_keeps_a_row_on_a_line()
    {
        using var captured = new CapturedTerminal();
        string wide = string.Join(' ', Enumerable.Repeat("word", 200));
        captured.Terminal.WriteTable(captured.Terminal.Out, ["a", "b"], [[wide, "[red]"], ["two\nlines", ""]]);
        string[] lines = ["a" + new string(' ', wide.Length) + "b", wide + " [red]", "two\u23CElines"];
        Assert.Equal(lines, captured.Out.TrimEnd().Split('\n'));
    }
}
