using System.Reflection;
using Tauric.Engine.Dataflow;
using Tauric.Host.Configuration;
using Tauric.Host.Report;

namespace Tauric.Host;

/// <summary>What the run log says made the run: parameters, program, versions.</summary>
internal static class RunIdentities
{
    public static RunIdentity Of(TauricConfig config) =>
        new(config.Corpus.Seed, Parameters(config), GitHash(), JsonLine.Of(json =>
        {
            foreach ((string name, string version) in Wiring.Versions()) json.WriteString(name, version);
        }));

    /// <summary>Version and, where the build knows it, commit: <c>0.1.0+3f2c…</c>.</summary>
    public static string ProgramVersion() =>
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion ?? "unknown";

    private static string GitHash() => ProgramVersion().Split('+', 2) is [_, var hash] ? hash : "unknown";

    private static string Parameters(TauricConfig config) => JsonLine.Of(json =>
    {
        foreach (ConfigSetting s in config.Settings)
        {
            json.WriteStartObject(s.Key.Path);
            json.WriteString("value", s.Shown);
            json.WriteString("origin", s.Origin);
            json.WriteEndObject();
        }
    });
}
