using System.Globalization;
using System.Runtime.CompilerServices;
using Tauric.Engine;
using Tauric.Host.Sample.Decisions;
using Tauric.Kernels.Labels;

namespace Tauric.Host.Tests.Sample.Decisions;

public sealed class DecisionSampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tauric-decisions-").FullName;

    private static string Committed([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../data-samples/decisions"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_committed_sample_is_what_the_generator_writes_and_small()
    {
        DecisionSample.Write(_folder, 60);
        string[] written = Files(_folder);
        Assert.Equal(Files(Committed()), written);
        Assert.All(written, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(Committed(), file)), File.ReadAllBytes(Path.Combine(_folder, file))));
        Assert.True(written.Sum(file => new FileInfo(Path.Combine(_folder, file)).Length) < 1_500_000);
    }

    [Fact]
    public void The_truth_follows_from_its_own_numbers_and_keeps_away_from_the_edges_of_bands()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Committed(), "truth.csv"));
        Assert.Equal(61, lines.Length);
        string[] names = lines[0].Split(',');
        foreach (string[] row in lines[1..].Select(line => line.Split(',')))
        {
            double Of(string name) => double.Parse(row[Array.IndexOf(names, name)], CultureInfo.InvariantCulture);
            double side = Of("side"), mid = Of("decision_mid"), filled = Of("filled"), end = Of("end_mid");
            double cost = 1e4 * ((side * filled * (Of("average_price") - mid))
                + (side * (Of("quantity") - filled) * (end - mid)) + Of("fee")) / (Of("quantity") * mid);
            double bps = (side * ((end / mid) - 1) * 1e4) - cost - (side * Of("market_bps"));
            Assert.Equal(Of("outperformance_bps"), bps, 1e-2);
            Assert.Equal(row[^1], new OutcomeBands().Classes[OutcomeBands.ClassOf(bps) - 1]);
            Assert.All([-20.0, -10, 10, 20], edge => Assert.True(Math.Abs(bps - edge) > 0.5, row[0]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_000_001)]
    public void Too_few_or_too_many_are_refused(int decisions) =>
        Assert.Throws<UsageException>(() => DecisionSample.Write(_folder, decisions));

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
