using System.Diagnostics;
using Tauric.Engine;

namespace Tauric.Adapters.Models.Llama;

/// <summary>
/// Loads a model in a process of its own before it is loaded in this one: some damaged files end the process that loads
/// them. A file is tried once; what came of it is kept by its hash.
/// </summary>
/// <param name="command">Program and arguments; the model's path follows. Exit 0: it loads.</param>
/// <param name="verdicts">Folder of the user's for what is known; null, or one that cannot be written, keeps none.</param>
public sealed class ModelProbe(IReadOnlyList<string> command, string? verdicts)
{
    private const string Good = "loads";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <exception cref="DataException">The file does not load.</exception>
    internal void MustSucceed(string path, string hash)
    {
        string? kept = verdicts is null ? null : Path.Combine(verdicts, hash + ".txt");
        string verdict = kept is null ? "" : Read(kept);
        if (verdict.Length == 0)
        {
            verdict = Try(path);
            if (kept is not null) Write(kept, verdict);
        }

        if (verdict != Good) throw new DataException($"'{path}' does not load: {verdict}");
    }

    private string Try(string path)
    {
        ProcessStartInfo start = new(command[0], [.. command.Skip(1), path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Task output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(s_patience))
            {
                process.Kill(entireProcessTree: true);
                return $"it was given up after {s_patience.TotalMinutes} minutes";
            }

            Task.WaitAll(errors, output);
            string last = errors.Result.Trim().Split('\n')[^1].Trim();
            return process.ExitCode == 0 ? Good : $"it ended the process that tried it ({process.ExitCode}): {last}";
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw new ResourceException($"Cannot try '{path}' in a process of its own: {e.Message}", e);
        }
    }

    private static string Read(string kept)
    {
        try
        {
            return File.ReadAllText(kept);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static void Write(string kept, string verdict)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            string aside = kept + "." + Path.GetRandomFileName();
            File.WriteAllText(aside, verdict);
            File.Move(aside, kept, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is tried again next time.
        }
    }
}
