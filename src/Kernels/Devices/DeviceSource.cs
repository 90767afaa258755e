using System.Reflection;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Kernels.Devices;

/// <summary>The kernel texts of this assembly.</summary>
internal static class DeviceSource
{
    /// <param name="files">Without folder and extension; each may use what comes before it.</param>
    public static KernelSource Of(params IEnumerable<string> files)
    {
        string[] names = [.. files];
        return new KernelSource(
            string.Join(" + ", names.Select(name => name + ".cl")), string.Concat(names.Select(Read)));
    }

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name + ".cl")
            ?? throw new BugException($"{name}.cl is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
