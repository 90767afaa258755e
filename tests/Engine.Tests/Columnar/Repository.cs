namespace Tauric.Engine.Tests.Columnar;

internal static class Repository
{
    /// <summary>The folder of Engine.sln, above the test binaries.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Engine.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
