using Tauric.Engine;

namespace Tauric.Host;

/// <summary>Finds the folder of raw payloads.</summary>
internal static class InputFolder
{
    /// <summary>
    /// As given when absolute; else below <paramref name="folder"/>, else below the nearest folder above
    /// <paramref name="program"/> that has it, so that a build finds the sample of its own repository.
    /// </summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Find(string input, string folder, string program)
    {
        string here = Path.GetFullPath(input, folder);
        if (Directory.Exists(here)) return here;
        DirectoryInfo? above = Path.IsPathRooted(input) ? null : new DirectoryInfo(program);
        for (; above is not null; above = above.Parent)
        {
            string candidate = Path.GetFullPath(input, above.FullName);
            if (Directory.Exists(candidate)) return candidate;
        }

        throw new UsageException(
            $"There is no input folder '{here}'. Give one with --input, or make one: tauric sample --out DIR");
    }
}
