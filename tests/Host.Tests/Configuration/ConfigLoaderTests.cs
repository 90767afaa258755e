using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Host.Configuration;
using Tauric.Pipelines.Corpus;

namespace Tauric.Host.Tests.Configuration;

public sealed class ConfigLoaderTests : IDisposable
{
    private readonly CapturedTerminal _captured = new();

    public void Dispose() => _captured.Dispose();

    [Fact]
    public void Defaults_are_those_of_the_library()
    {
        CorpusOptions loaded = Load().Corpus;
        var library = new CorpusOptions();
        Assert.Equal(library.Tickers, loaded.Tickers);
        Assert.Equal(library, loaded with { Tickers = library.Tickers });
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    [InlineData("prod")]
    public void Every_environment_is_valid(string environment)
    {
        TauricConfig config = Load(environment);
        Assert.Contains(config.Settings, s => s.Origin.StartsWith(environment + ".yaml:", StringComparison.Ordinal));
        Assert.Empty(config.Corpus.Problems());
    }

    [Fact]
    public void Later_layers_win_and_say_so()
    {
        string file = _captured.Write("mine.yaml", "pipeline:\n  memory: 1GB\n  batch_rows: 10\n  seed: 10\n");
        (string, string)[] variables = [("TAURIC_PIPELINE_BATCH_ROWS", "11"), ("TAURIC_PIPELINE__SEED", "11")];
        TauricConfig config = Load("dev", file, variables, ("pipeline.seed", "12"));

        Assert.Equal(8192, config.Corpus.TokenBudget);
        Assert.Matches(@"^defaults\.yaml:\d+$", Origin(config, "pipeline.token_budget"));
        Assert.Equal((4, "dev.yaml:4"), (config.Corpus.VariationCount, Origin(config, "pipeline.variation_count")));
        Assert.Equal((1L << 30, file + ":2"), (config.MemoryBytes, Origin(config, "pipeline.memory")));
        Assert.Equal((11, "variable TAURIC_PIPELINE_BATCH_ROWS"),
            (config.BatchRows, Origin(config, "pipeline.batch_rows")));
        Assert.Equal((12L, "option --x"), (config.Corpus.Seed, Origin(config, "pipeline.seed")));
    }

    [Fact]
    public void A_variable_chooses_the_environment_and_the_option_beats_it()
    {
        Assert.Equal("/opt/tauric_data", Load(variables: [("TAURIC_ENV", "prod")]).DataRoot);
        Assert.Equal("/opt/tauric_staging", Load("staging", variables: [("TAURIC_ENV", "prod")]).DataRoot);
        Assert.Throws<UsageException>(() => Load("prd"));
    }

    [Fact]
    public void Every_key_is_set_by_its_variable_with_one_underscore_or_two()
    {
        foreach (ConfigSetting setting in Load().Settings.Where(s => s.Text.Length > 0))
        {
            string doubled = "TAURIC_" + setting.Key.Path.Replace(".", "__").ToUpperInvariant();
            foreach (string name in new[] { setting.Key.Variable, doubled })
                Assert.Equal("variable " + name, Origin(Load(variables: [(name, setting.Text)]), setting.Key.Path));
        }
    }

    [Fact]
    public void Variables_of_the_deployment_without_the_prefix_count()
    {
        TauricConfig config = Load(variables: [("S3_BUCKET", "tauric-data"), ("STORAGE_BACKEND", "local")]);
        Assert.Equal(("tauric-data", "variable S3_BUCKET"), (config.S3.Bucket, Origin(config, "s3_bucket")));
    }

    [Fact]
    public void All_problems_are_told_at_once_with_key_value_origin_and_what_is_allowed()
    {
        string file = _captured.Write("bad.yaml", """
            pipelin:
              seed: 1
            pipeline:
              token_buget: 1
              token_budget: 12
            data_root: [a, {b: c}]
            labels: forward
            split:
              validation_share: .nan
            corpus:
              tickers: [../etc, AAPL]
            """);
        const string backend = "TAURIC_STORAGE_BACKEND";
        (string, string)[] variables =
        [
            ("TAURIC_DB_URL", "mysql://me:hunter2@h/d"), ("TAURIC_SEEDS", "1"), (backend, "tape"),
            ("TAURIC_LABELS_ADJUST", "yes"),
        ];
        string message =
            Assert.Throws<PlanException>(() => Load(null, file, variables, ("pipeline.workers", "many"))).Message;

        Assert.Equal(
            $"""
            12 settings are wrong:
              pipelin: no such key; 'tauric config show' lists them ({file}:1)
              pipeline.token_buget: no such key; did you mean pipeline.token_budget? ({file}:4)
              data_root: wants a path ({file}:6)
              labels: is a section, give keys below it ({file}:7)
              TAURIC_SEEDS: no setting has this variable; 'tauric config show' lists the keys (variable TAURIC_SEEDS)
              storage_backend: 'tape' is not local or s3 (variable {backend})
              catalog.url: '***' is not empty or a postgresql:// URL (variable TAURIC_DB_URL)
              pipeline.workers: 'many' is not a whole number in 0..1024 (option --x)
              labels.adjust: 'yes' is not true or false (variable TAURIC_LABELS_ADJUST)
              split.validation_share: '.nan' is not a number ({file}:9)
              corpus.tickers: '../etc' is not a ticker (A-Z, digits, '.', '-'; at most 12) ({file}:11)
              pipeline.token_budget: 12 is not in 256..1000000 ({file}:5)
            """, message);
    }

    [Fact]
    public void A_mistake_on_the_command_line_alone_is_one_of_usage() =>
        Assert.Equal("pipeline.memory: '2' is not a size from 64MB to 1024GB, like 512MB or 2GB (option --x)",
            Assert.Throws<UsageException>(() => Load(options: ("pipeline.memory", "2"))).Message);

    [Theory]
    [InlineData("", "auto", false)]
    [InlineData("postgresql+psycopg2://u:p@localhost:5432/tauric", "auto", true)]
    [InlineData("postgresql://u:p@localhost/tauric", "duckdb", false)]
    public void The_catalog_lies_where_its_URL_says_unless_told_otherwise(string url, string backend, bool postgres)
    {
        string file = _captured.Write("seed.yaml", $"db_url: '{url}'");
        Assert.Equal(postgres, Load(null, file, options: ("catalog.backend", backend)).Catalog.IsPostgres);
    }

    [Fact]
    public void Postgres_without_an_address_is_refused() =>
        Assert.StartsWith("catalog.url: is needed", Assert.Throws<PlanException>(() =>
            Load(variables: [("CATALOG_BACKEND", "postgres")])).Message);

    [Theory]
    [InlineData("TAURIC_SEED", "TAURIC_PIPELINE_SEED")]
    [InlineData("TAURIC_DATAROOT", "TAURIC_DATA_ROOT")]
    public void An_unknown_variable_is_answered_with_the_one_meant(string name, string meant) =>
        Assert.Contains($"did you mean {meant}?",
            Assert.Throws<PlanException>(() => Load(variables: [(name, "1")])).Message);

    [Fact]
    public void One_setting_given_twice_differently_is_a_problem() =>
        Assert.Contains("also given, differently, by variable TAURIC_PIPELINE_SEED", Assert.Throws<PlanException>(() =>
            Load(variables: [("TAURIC_PIPELINE_SEED", "1"), ("TAURIC_PIPELINE__SEED", "2")])).Message);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere.yaml", Assert.Throws<UsageException>(() => Load(file: "nowhere.yaml")).Message);

    [Fact]
    public void Whatever_a_file_holds_is_a_setting_or_a_problem()
    {
        string[] pieces = ["pipeline", "seed", ":", " ", "\n", "- ", "{", "]", "&a ", "*a", "|", "\"", "#", "!!", "\t",
            "~", "1", "\u0000", "é"];
        Prop.ForAll(Gen.Elements(pieces).ArrayOf().ToArbitrary(), some =>
        {
            YamlLayer layer = YamlLayer.Parse("f", string.Concat(some));
            return layer.Problems.All(p => p.Origin.StartsWith('f'));
        }).Holds(2_000);
    }

    [Theory]
    [InlineData("pipeline: &a\n  pipeline: *a\n  seed: *a\n")]
    [InlineData("? &a [*a]\n: *a\n")]
    [InlineData("&a {*a : *a}")]
    public void A_file_that_contains_itself_is_refused(string text) =>
        Assert.Contains("aliases", Assert.Single(YamlLayer.Parse("f", text).Problems).Message);

    [Fact]
    public void A_file_nested_without_end_is_refused() =>
        Assert.Contains("too deeply", Assert.Single(YamlLayer.Parse("f", new string('[', 100_000)).Problems).Message);

    private TauricConfig Load(string? environment = null, string? file = null, (string, string)[]? variables = null,
        params (string Path, string Text)[] options)
    {
        using var captured = new CapturedTerminal(variables ?? []);
        IEnumerable<ConfigSetting> given = options.Select(o =>
            new ConfigSetting(ConfigKeys.Find(o.Path)!, o.Text, "option --x") { IsOption = true });
        return ConfigLoader.Load(new ConfigRequest(environment, file, [.. given]), captured.Terminal);
    }

    private static string Origin(TauricConfig config, string path) =>
        config.Settings.Single(s => s.Key.Path == path).Origin;
}
