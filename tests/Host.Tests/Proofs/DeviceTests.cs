using Tauric.Adapters.Devices;
using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Kernels.Devices;
using Tauric.Kernels.Indicators;

namespace Tauric.Host.Tests.Proofs;

/// <summary>A device changes no byte, and its absence stops nobody.</summary>
public sealed class DeviceTests(SmallInput input)
{
    [Fact]
    public void The_corpus_is_the_same_to_the_byte_on_a_device()
    {
        using ScratchFolder cache = new();
        DeviceAnswer answer = OpenClMachine.Look().Open(cache.Path);
        Assert.SkipWhen(answer.Device is null, "No OpenCL device: " + answer.Reason);
        using var planner = new DevicePlanner(() => answer, isForced: true);
        using CorpusRoot here = new(), there = new();
        here.Run(input.Folder);
        RunReport report = there.Run(input.Folder, indicators: new PlacedIndicators(planner));
        Assert.True(report.Computed > 100);
        // It was not given up.
        Assert.Equal("forced", planner.Place(default).Why);
        Assert.Equal(here.Hashes(), there.Hashes());
    }

    [Fact]
    public void A_device_that_was_asked_for_and_is_not_there_is_told_and_done_without()
    {
        using ScratchFolder folder = new(), vendors = new();
        Outcome outcome = TauricProcess.Run(
            folder.Path, ["run", "corpus", "--device", "opencl", "--input", input.Folder, "--quiet"],
            [.. CorpusRoot.Variables, ("OCL_ICD_VENDORS", vendors.Path)]).Expect(0);
        Assert.Contains("Computing on the processor, with the same result: ", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.Trim().Split('\n'));
    }

    [Fact]
    public void Doctor_says_which_device_there_is_or_why_there_is_none()
    {
        using ScratchFolder folder = new();
        string name = OpenClMachine.Look() is { Devices: [var best, ..] } ? best.Name : "none";
        Assert.Contains(name, Doctor(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_loader_there_is_none()
    {
        using ScratchFolder folder = new();
        // The search path comes before the system's folders, and no linker takes an empty file.
        File.WriteAllText(Path.Combine(folder.Path, "libOpenCL.so.1"), "");
        string found = Doctor(folder, ("LD_LIBRARY_PATH", folder.Path));
        Assert.Contains("no OpenCL loader on this machine", found, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_driver_there_is_none()
    {
        RequireDevice();
        using ScratchFolder folder = new(), vendors = new();
        string found = Doctor(folder, ("OCL_ICD_VENDORS", vendors.Path));
        Assert.Contains("found no driver (-1001)", found, StringComparison.Ordinal);
    }

    [Fact]
    public void Pocl_without_a_folder_to_write_to_has_none()
    {
        RequireDevice();
        using ScratchFolder folder = new();
        string file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        string found = Doctor(folder, ("POCL_CACHE_DIR", Path.Combine(file, "cache")));
        Assert.Contains("has no device (-1); pocl wants a folder", found, StringComparison.Ordinal);
    }

    private static void RequireDevice()
    {
        OpenClMachine machine = OpenClMachine.Look();
        Assert.SkipWhen(machine.Devices.Count == 0, "No OpenCL device: " + machine.Reason);
        Assert.SkipUnless(machine.Devices.All(traits => traits.Driver.Contains("PoCL", StringComparison.Ordinal)),
            "Not pocl alone.");
    }

    /// <summary>What it found, without the line breaks of its table.</summary>
    private static string Doctor(ScratchFolder folder, params IEnumerable<(string Name, string Value)> variables) =>
        string.Join(' ', TauricProcess.Run(folder.Path, ["doctor"], variables).Expect(0).Out
            .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
