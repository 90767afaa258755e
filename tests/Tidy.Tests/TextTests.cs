using System.Text.RegularExpressions;

namespace Tauric.Tidy.Tests;

/// <summary>What no tracked file may hold.</summary>
public sealed partial class TextTests
{
    private const long BlobBytesMax = 300 * 1024;
    private const long SampleBytesMax = 11_000_000;
    private const long ModelBytesMax = 4_000_000;
    private const string Samples = "data-samples/";
    private const string Models = Samples + "models/";

    [Fact]
    public void No_work_is_left_for_later_in_a_comment() =>
        Repository.MustBeEmpty(
            Findings(Repository.CSharp, Leftover()), "do it now, or open an issue and say nothing here");

    [Fact]
    public void No_file_names_a_folder_of_one_machine() =>
        Repository.MustBeEmpty(
            Findings(Repository.Text, MachinePath()),
            "use a path relative to the repository, a temporary folder or $HOME");

    [Fact]
    public void No_file_names_a_package_registry() =>
        Repository.MustBeEmpty(
            Findings(Repository.Text, RegistryHost()),
            "name the package, not its host; a lock file is made with omit-lockfile-registry-resolved=true in .npmrc");

    [Fact]
    public void No_file_holds_a_secret() =>
        Repository.MustBeEmpty(
            Findings(Repository.Text, Secret()),
            "revoke the key and read it from the environment; a made-up one says 'example' in it");

    [Fact]
    public void No_blob_is_heavier_than_300_KiB() =>
        Repository.MustBeEmpty(
            from path in Repository.Files
            where !path.StartsWith(Samples, StringComparison.Ordinal) && Path.GetFileName(path) != "package-lock.json"
            let bytes = new FileInfo(Repository.FullPath(path)).Length
            where bytes > BlobBytesMax
            select $"{path}:1: {bytes} bytes, {BlobBytesMax} allowed",
            "generate it in the test, or shrink it; but for lock files and data-samples/ (11 MB, models 4)");

    [Fact]
    public void The_samples_weigh_under_11_MB_together_and_the_models_under_4()
    {
        long all = BytesUnder(Samples), models = BytesUnder(Models);
        Assert.True(all - models < SampleBytesMax, $"{Samples}: {all} bytes. What to do: commit a smaller cut.");
        Assert.True(models < ModelBytesMax, $"{Models}: {models} bytes. What to do: train a smaller model.");
    }

    // In two pieces, so that this file does not find itself.
    [Theory]
    [InlineData("path", "see /", "home/ann/x")]
    [InlineData("path", "(/", "root/x)")]
    [InlineData("path", "C:\\", "Users\\ann")]
    [InlineData("host", "https://reg", "istry.npmjs.org/x")]
    [InlineData("host", "https://api.nu", "get.org/v3/index.json")]
    [InlineData("secret", "AKIA", "ABCDEFGHIJKLMNOP")]
    [InlineData("secret", "-----BEGIN RSA ", "PRIVATE KEY-----")]
    [InlineData("secret", "api_key: \"", "0123456789abcdef0123\"")]
    [InlineData("secret", "ghp_", "0123456789abcdef0123456789abcdef0123")]
    [InlineData("leftover", "// TO", "DO later")]
    public void The_patterns_catch_what_they_are_for(string kind, string head, string tail) =>
        Assert.Matches(Pattern(kind), head + tail);

    [Theory]
    [InlineData("path", "src/home/x and https://x.org/home")]
    [InlineData("host", "the package registry")]
    [InlineData("secret", "api_key: \"${TAURIC_API_KEY_OF_SOMETHING}\"")]
    [InlineData("secret", "api_key: \"an-example-key-0123456789\"")]
    [InlineData("secret", "a risk-adjusted-return-of-2024-and-more")]
    [InlineData("leftover", "Todos")]
    public void The_patterns_leave_the_rest_alone(string kind, string text) =>
        Assert.DoesNotMatch(Pattern(kind), text);

    private static Regex Pattern(string kind) => kind switch
    {
        "path" => MachinePath(),
        "host" => RegistryHost(),
        "secret" => Secret(),
        _ => Leftover(),
    };

    private static long BytesUnder(string folder) =>
        Repository.Files.Where(path => path.StartsWith(folder, StringComparison.Ordinal))
            .Sum(path => new FileInfo(Repository.FullPath(path)).Length);

    private static IEnumerable<string> Findings(IEnumerable<string> paths, Regex pattern) =>
        from path in paths
        from line in Repository.Lines(path)
        let match = pattern.Match(line.Text)
        where match.Success
        select $"{path}:{line.Number}: {match.Value[..Math.Min(12, match.Length)]}";

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"(?<![\w.}])/(?:work|root|home)/|\b[A-Z]:\\+Users\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://[\w.-]*(?:registry|npmjs|nuget|artifactory)[\w-]*\.|""resolved"": *""http")]
    private static partial Regex RegistryHost();

    [GeneratedRegex(
        @"\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bnpm_[A-Za-z0-9]{36}|\bxox[abprs]-[\w-]{10,}"
        + @"|\bAIza[\w-]{35}|(?<![\w-])sk-(?=[\w-]*\d)[\w-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----"
        + @"|(?i:api_?key|secret|token|password)""?\s*[:=]\s*"
        + @"""(?![^""]*(?i:example|test|redacted))[A-Za-z0-9+/_-]{20,}=*""")]
    private static partial Regex Secret();
}
