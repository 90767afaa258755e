using System.CommandLine;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Commands;

namespace Tauric.Host.Tests.Commands;

public class RunShardTests
{
    [Theory]
    [InlineData("0/1", 0, 1)]
    [InlineData("3/4", 3, 4)]
    public void A_shard_is_one_of_so_many(string text, int index, int count) =>
        Assert.Equal(new Shard(index, count), Read(["--shard", text]));

    [Fact]
    public void The_variable_says_it_where_the_command_does_not()
    {
        Assert.Equal(new Shard(1, 3), Read([], "TAURIC_SHARD=1/3"));
        Assert.Equal(new Shard(0, 2), Read(["--shard", "0/2"], "TAURIC_SHARD=1/3"));
    }

    [Fact]
    public void Nothing_said_is_no_shard() => Assert.Null(Read([]));

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=4", 2, 4)]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=3 AWS_BATCH_JOB_ARRAY_SIZE=5", 3, 5)]
    [InlineData("JOB_COMPLETION_INDEX=0 TAURIC_SHARDS=2", 0, 2)]
    public void Array_jobs_say_which(string variables, int index, int count) =>
        Assert.Equal(new Shard(index, count), Read(["--shard", "auto"], variables));

    [Theory]
    [InlineData("4/4", "")]
    [InlineData("-1/4", "")]
    [InlineData("0/0", "")]
    [InlineData("1", "")]
    [InlineData("a/b", "")]
    [InlineData("1/2/3", "")]
    [InlineData("auto", "")]
    [InlineData("auto", "JOB_COMPLETION_INDEX=0")]
    [InlineData("auto", "SLURM_ARRAY_TASK_ID=x SLURM_ARRAY_TASK_COUNT=4")]
    [InlineData("auto", "SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=4")]
    public void What_is_no_shard_is_refused_with_the_way_out(string text, string variables) =>
        Assert.Contains("--shard", Assert.Throws<UsageException>(() => Read(["--shard", text], variables)).Message,
            StringComparison.Ordinal);

    private static Shard? Read(string[] args, string variables = "")
    {
        var command = new Command("run");
        var shard = new RunShard(command);
        Dictionary<string, string> set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        return shard.Read(command.Parse(args), name => set.GetValueOrDefault(name));
    }
}
