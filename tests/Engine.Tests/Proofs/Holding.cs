using FsCheck;
using FsCheck.Fluent;

namespace Tauric.Engine.Tests.Proofs;

/// <summary>
/// Properties are held against the same cases every time, so that a change breaks a test and chance does not;
/// with <c>TAURIC_TORTURE=1</c> new cases are drawn, and a failure prints its seed.
/// </summary>
internal static class Holding
{
    private const ulong Seed = 20_260_101, Gamma = 1;

    public static void Holds(this Property property, int cases = 100) => property.Check(Config(cases));

    public static Config Config(int cases)
    {
        Config config = FsCheck.Config.QuickThrowOnFailure.WithMaxTest(cases);
        return Torture.IsOn ? config : config.WithReplay(Seed, Gamma);
    }
}
