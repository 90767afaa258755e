using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;
using Tauric.Host.Report;

namespace Tauric.Host.Commands;

/// <summary><c>tauric doctor</c>: what this machine has, what is missing and how to get it.</summary>
internal static class DoctorCommand
{
    public static Command Define(Terminal terminal)
    {
        var command = new Command("doctor", "Prints versions, processor, memory, disk, limits, and what is missing.");
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            TauricConfig config = options.Load(parsed, terminal);
            List<Finding> findings = [.. Versions(), .. Libraries(), Writer(config, terminal), .. Machine(),
                .. Disk(config.DataRoot)];
            terminal.WriteTable(terminal.Out, ["", "what", "found"],
                findings.Select(f => new[] { f.Mark, f.What, f.Found }));
            int missing = findings.Count(f => f is { IsThere: false, IsRequired: true });
            terminal.Out.WriteLine(missing == 0 ? "The corpus can run." : $"The corpus cannot run: {missing} missing.");
            return missing == 0 ? CommandLine.Done : CommandLine.Resource;
        });
        return command;
    }

    private static IEnumerable<Finding> Versions() => Wiring.Versions().Select(v => new Finding(v.Name, v.Version))
        .Append(new Finding("system",
            $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.RuntimeIdentifier}"));

    private static IEnumerable<Finding> Libraries() => Wiring.Dependencies().Select(d =>
    {
        try
        {
            return new Finding(d.Name, d.Describe()) { IsRequired = d.IsRequired };
        }
        catch (Exception e)   // Whatever keeps it from loading is the finding.
        {
            return new Finding(d.Name, e.Message) { IsRequired = d.IsRequired, IsThere = false };
        }
    });

    private static Finding Writer(TauricConfig config, Terminal terminal)
    {
        try
        {
            return new Finding("writer", Writers.Describe(config, terminal));
        }
        catch (TauricException e)
        {
            return new Finding("writer", e.Message) { IsThere = false };
        }
    }

    private static IEnumerable<Finding> Machine()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        yield return new Finding("processor", $"{Environment.ProcessorCount} cores; {string.Join(' ', Features())}");
        yield return new Finding("memory", $"{Amount.Bytes(memory.TotalAvailableMemoryBytes)} for this process");
        foreach (string device in Devices()) yield return new Finding("device", device);
        if (OpenFilesMax() is { } files) yield return new Finding("open files", files);
    }

    private static IEnumerable<string> Devices()
    {
        (IReadOnlyList<DeviceTraits> devices, string reason) = Wiring.Devices();
        foreach (DeviceTraits device in devices)
        {
            string kind = device.IsGpu ? "GPU" : "the processor, used with --device opencl only";
            yield return $"{device.Name}: {kind}; fp64; {Amount.Bytes(device.MemoryBytes)}; {device.Driver}";
        }

        if (devices.Count == 0) yield return $"none, everything computes on the processor: {reason}";
        else if (reason.Length > 0) yield return "not used: " + reason;
    }

    private static IEnumerable<string> Features()
    {
        (string Name, bool Has)[] features =
        [
            ("SSE4.2", Sse42.IsSupported), ("AVX", Avx.IsSupported), ("AVX2", Avx2.IsSupported),
            ("FMA", Fma.IsSupported), ("BMI2", Bmi2.IsSupported),
            ("AVX-512F", Avx512F.IsSupported), ("NEON", AdvSimd.IsSupported),
        ];
        return features.Where(f => f.Has).Select(f => f.Name);
    }

    /// <summary>Soft limit of this process; null where the system has none to read.</summary>
    private static string? OpenFilesMax()
    {
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits)) return null;
        string? line =
            File.ReadLines(Limits).FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        return line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
    }

    private static IEnumerable<Finding> Disk(string root)
    {
        var folder = new DirectoryInfo(root);
        while (!folder.Exists && folder.Parent is { } parent) folder = parent;
        yield return new Finding("data root",
            $"{root}, {Amount.Bytes(new DriveInfo(folder.FullName).AvailableFreeSpace)} free");
        yield return Writable(folder.FullName, root);
    }

    private static Finding Writable(string folder, string root)
    {
        string probe = Path.Combine(folder, $".tauric-doctor-{Environment.ProcessId}");
        try
        {
            using (File.Create(probe, 1, FileOptions.DeleteOnClose)) { }
            return new Finding("writing", "works");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string found = $"{root} cannot be written: {e.Message} Give another with --root.";
            return new Finding("writing", found) { IsThere = false };
        }
    }

    private sealed record Finding(string What, string Found)
    {
        public bool IsThere { get; init; } = true;

        public bool IsRequired { get; init; } = true;

        public string Mark => IsThere ? "ok" : IsRequired ? "MISSING" : "-";
    }
}
