using System.Diagnostics;
using Tauric.Engine;

namespace Tauric.Adapters.DuckDb;

[Collection("duckdb")]
public sealed class DuckDatabaseTests : LeakFree
{
    private const string HeldFile = "TAURIC_TEST_HELD_FILE";

    [Fact]
    public void Two_opens_of_a_file_share_it_whatever_the_path_says()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string path = Path.Combine(folder, "a.duckdb");
        string link = folder + ".link";
        Directory.CreateSymbolicLink(link, folder);
        using (DuckDatabase first = DuckDatabase.Open(path))
        using (DuckDatabase second = DuckDatabase.Open(Path.Combine(link, "..", Path.GetFileName(link), "a.duckdb")))
        using (DuckConnection writer = first.Connect())
        using (DuckConnection reader = second.Connect())
        {
            writer.Execute("CREATE TABLE t AS SELECT 42 AS x");
            Assert.Equal(42L, reader.ExecuteScalar("SELECT x FROM t"));
        }

        using (DuckDatabase again = DuckDatabase.Open(path))
        using (DuckConnection connection = again.Connect())
            Assert.Equal(42L, connection.ExecuteScalar("SELECT x FROM t"));
        Directory.Delete(link);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_file_another_process_holds_names_that_process()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".duckdb");
        string program = Path.Combine(AppContext.BaseDirectory, typeof(DuckDatabaseTests).Assembly.GetName().Name!);
        Assert.SkipUnless(File.Exists(program), "the tests were built without a program of their own");
        var start = new ProcessStartInfo(program, ["-explicit", "only", "-method", "*." + nameof(Holds_a_file)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { [HeldFile] = path },
        };
        using Process holder = Process.Start(start)!;
        while (!File.Exists(path + ".held") && !holder.HasExited) await Task.Delay(20);
        string message = Assert.Throws<ResourceException>(() => DuckDatabase.Open(path)).Message;
        holder.Kill();
        await holder.WaitForExitAsync();
        Assert.Contains($"process {holder.Id} ", message);
        DuckDatabase.Open(path).Dispose();
        foreach (string file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(path) + "*")) File.Delete(file);
    }

    [Fact(Explicit = true)]
    public void Holds_a_file()
    {
        string? path = Environment.GetEnvironmentVariable(HeldFile);
        Assert.SkipWhen(path is null, "only runs as the other process of the test above");
        using DuckDatabase database = DuckDatabase.Open(path);
        File.WriteAllText(path + ".held", "");
        Console.In.ReadToEnd();
    }

    [Fact]
    public void A_file_that_is_no_database_or_cannot_be_made_is_the_operators()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, new string('x', 20_000));
        Assert.Contains(path, Assert.Throws<ResourceException>(() => DuckDatabase.Open(path)).Message);
        File.Delete(path);
        Assert.Throws<ResourceException>(() => DuckDatabase.Open("/proc/nothing/here.duckdb"));
    }

    [Theory]
    [InlineData("SELEC 1")]
    [InlineData("SELECT nothing")]
    [InlineData("FROM nowhere")]
    [InlineData("SELECT 'x'::INT")]
    [InlineData("SET threads = 4")]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("COPY (SELECT 1) TO '/tmp/fence.csv'")]
    [InlineData("ATTACH '/tmp/fence.duckdb'")]
    [InlineData("INSTALL httpfs")]
    public void A_users_mistakes_and_trespasses_are_usage_errors(string sql)
    {
        using DuckDatabase database = DuckDatabase.InMemory(new DuckOptions { UserSql = true, ExternalAccess = false });
        using DuckConnection connection = database.Connect();
        Assert.Throws<UsageException>(() => connection.Execute(sql));
        Assert.Throws<UsageException>(() => connection.Query(sql).Count());
    }

    [Fact]
    public void Our_own_bad_sql_is_our_bug_and_quotes_its_head()
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        string message = Assert.Throws<BugException>(() => connection.Execute("SELECT nothing")).Message;
        Assert.Contains("[SQL: SELECT nothing]", message);
    }

    [Fact]
    public void Sums_repeat_and_zones_are_utc()
    {
        using DuckDatabase database = DuckDatabase.InMemory();
        using DuckConnection connection = database.Connect();
        Assert.Equal("UTC", connection.ExecuteScalar("SELECT current_setting('TimeZone')"));
        Assert.Equal(1L, connection.ExecuteScalar("SELECT current_setting('threads')"));
    }

    [Fact]
    public void A_memory_limit_that_cannot_hold_is_a_resource_error()
    {
        var small = new DuckOptions { MemoryLimitBytes = 20_000_000, TempDirectory = "" };
        using DuckDatabase database = DuckDatabase.InMemory(small);
        using DuckConnection connection = database.Connect();
        Assert.Throws<ResourceException>(() =>
            connection.Execute("CREATE TABLE t AS SELECT random() r FROM range(50000000) ORDER BY r"));
    }

    [Fact]
    public void Doctor_sees_the_version_and_what_is_linked_in()
    {
        Assert.StartsWith("v1.", DuckVersion.Library);
        Assert.Contains("parquet", DuckVersion.Extensions());
    }
}
