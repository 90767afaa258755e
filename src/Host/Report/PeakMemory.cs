using System.Diagnostics;
using System.Globalization;

namespace Tauric.Host.Report;

/// <summary>Resident memory of this process.</summary>
internal static class PeakMemory
{
    /// <summary>The most it ever was, in bytes. On Linux <c>VmHWM</c>, because .NET reports no peak there.</summary>
    public static long Bytes()
    {
        if (OperatingSystem.IsLinux())
        {
            string? line = File.ReadLines("/proc/self/status")
                .FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            if (line is not null)
                return long.Parse(line.AsSpan(6).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) * 1024;
        }

        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
