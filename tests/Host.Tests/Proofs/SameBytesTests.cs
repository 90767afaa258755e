using System.Diagnostics;
using System.Text.Json;
using Tauric.Engine.Dataflow;

namespace Tauric.Host.Tests.Proofs;

public sealed class SameBytesTests(SmallInput input)
{
    [Fact]
    public void One_worker_two_workers_and_three_row_batches_write_the_same_bytes()
    {
        using CorpusRoot one = new(), small = new();
        one.Run(input.Folder, workers: 1);
        small.Run(input.Folder, workers: 2, batchRows: 3);
        Assert.True(one.Hashes().Count > 500);
        Assert.Equal(one.Hashes(), input.Clean.Hashes());
        Assert.Equal(one.Hashes(), small.Hashes());
    }

    [Fact]
    public void The_program_writes_the_bytes_of_a_run_in_process() =>
        Assert.Equal(input.Clean.Hashes(), CorpusRoot.HashesOf(input.ProgramRoot));

    [Fact]
    public void A_rerun_reuses_everything_and_touches_no_file()
    {
        using CorpusRoot root = new();
        RunReport first = root.Run(input.Folder);
        Dictionary<string, DateTime> before = Times(root.Folder);
        RunReport second = root.Run(input.Folder);
        Assert.Equal(0, second.Computed);
        Assert.Equal(first.Computed, second.Reused);
        Assert.Equal(0, second.BytesWritten);
        Assert.Equal(before, Times(root.Folder));
    }

    [Fact]
    public void Sha256sum_accepts_every_manifest()
    {
        CorpusRoot root = input.Clean;
        string[] manifests = Directory.GetFiles(root.Folder, "manifest.json", SearchOption.AllDirectories);
        Assert.Contains(Path.Combine(root.Folder, "assembled", "AAPL", "2024-03-05", "manifest.json"), manifests);
        foreach (string manifest in manifests)
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(manifest));
            string lines = string.Concat(json.RootElement.GetProperty("objects").EnumerateArray()
                .Select(o => $"{o.GetProperty("sha256")}  {o.GetProperty("name")}\n"));
            lines += string.Concat(json.RootElement.GetProperty("folders").EnumerateArray()
                .Select(f => $"{f.GetProperty("manifest_sha256")}  {f.GetProperty("name")}/manifest.json\n"));
            Assert.NotEmpty(lines);
            Assert.Equal(0, Sha256Sum(Path.GetDirectoryName(manifest)!, lines));
        }
    }

    [Fact]
    public void A_data_root_that_was_copied_is_hashed_and_reused()
    {
        using var root = CorpusRoot.CopyOf(input.Clean);
        string normalized = Path.Combine(root.Folder, "normalized");
        foreach (string file in Directory.GetFiles(normalized, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        RunReport second = root.Run(input.Folder);
        Assert.Equal(0, second.Computed);
        Assert.Equal(input.CleanReport.Computed, second.Reused);
    }

    private static int Sha256Sum(string folder, string lines)
    {
        using var process = Process.Start(new ProcessStartInfo("sha256sum", ["-c", "--quiet", "--strict"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        process.StandardInput.Write(lines);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Dictionary<string, DateTime> Times(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => f, File.GetLastWriteTimeUtc);
}
