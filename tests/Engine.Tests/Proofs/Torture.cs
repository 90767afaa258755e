namespace Tauric.Engine.Tests.Proofs;

/// <summary>
/// How long the long proofs go on: with <c>TAURIC_TORTURE=1</c> as long as was promised (results in
/// <c>bench/results</c>), otherwise long enough to find what is broken.
/// </summary>
internal static class Torture
{
    public static bool IsOn => Environment.GetEnvironmentVariable("TAURIC_TORTURE") == "1";

    public static int Or(int often, int usual) => IsOn ? often : usual;
}
