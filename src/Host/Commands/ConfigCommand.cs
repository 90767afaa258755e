using System.CommandLine;
using Tauric.Host.Configuration;
using Tauric.Host.Report;

namespace Tauric.Host.Commands;

/// <summary><c>tauric config show</c>: every setting, its value and where the value came from.</summary>
internal static class ConfigCommand
{
    public static Command Define(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var show =
            new Command("show", "Prints every setting, its value and where it came from; secrets as ***.") { json };
        var options = new ConfigOptions(show);
        show.SetAction(parsed =>
        {
            TauricConfig config = options.Load(parsed, terminal);
            if (parsed.GetValue(json)) WriteJson(config, terminal);
            else WriteTable(config, terminal);
            return CommandLine.Done;
        });
        return new Command("config", "The configuration.") { show };
    }

    private static void WriteTable(TauricConfig config, Terminal terminal) =>
        terminal.WriteTable(terminal.Out, ["key", "value", "from"],
            config.Settings.Select(s => new[] { s.Key.Path, s.Shown, s.Origin }));

    private static void WriteJson(TauricConfig config, Terminal terminal)
    {
        foreach (ConfigSetting s in config.Settings)
            terminal.Out.WriteLine(JsonLine.Of(json =>
            {
                json.WriteString("key", s.Key.Path);
                json.WriteString("value", s.Shown);
                json.WriteString("origin", s.Origin);
            }));
    }
}
