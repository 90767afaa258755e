using System.CommandLine;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;
using Tauric.Host.Report;

namespace Tauric.Host.Commands;

/// <summary><c>tauric store</c>: objects between the stores there are.</summary>
internal static class StoreCommand
{
    public static Command Define(Terminal terminal)
    {
        var from = new Option<string>("--from") { Description = "local or s3.", HelpName = "STORE", Required = true };
        var to = new Option<string>("--to") { Description = "local or s3.", HelpName = "STORE", Required = true };
        var sync = new Command("sync",
            "Copies the objects of one store that the other lacks or has otherwise; verified by hash, resumable.")
        {
            from, to,
        };
        var options = new ConfigOptions(sync);
        sync.SetAction((parsed, cancelled) =>
        {
            TauricConfig config = options.Load(parsed, terminal);
            return Task.FromResult(Sync(config, parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), terminal,
                cancelled));
        });
        return new Command("store", "Where objects lie.") { sync };
    }

    private static int Sync(
        TauricConfig config, string from, string to, Terminal terminal, CancellationToken cancelled)
    {
        foreach (string name in (string[])[from, to])
            if (!TauricConfig.StorageBackends.Contains(name)) throw new UsageException(
                $"There is no store '{name}'; there are {string.Join(", ", TauricConfig.StorageBackends)}.");
        if (from == to) throw new UsageException($"--from and --to are both '{from}': name two stores.");
        if (config.S3.Problems().ToArray() is { Length: > 0 } problems)
            throw new PlanException(string.Join('\n', problems));
        IObjectStore source = Roots.OpenStore(config, from), target = Roots.OpenStore(config, to);
        using (source as IDisposable)
        using (target as IDisposable)
        {
            string[] keys = [.. source.List("").Where(Roots.IsObject)];
            int extra = target.List("").Where(Roots.IsObject).Except(keys).Count();
            SyncReport done = StoreSync.Copy(source, target, keys, config.S3.Lanes, Progress(terminal, keys.Length),
                cancelled);
            terminal.Out.WriteLine($"{done.Copied} objects copied, {Amount.Bytes(done.Bytes)}, verified by hash; "
                + $"{done.Same} were there already; {extra} are in {to} only.");
        }

        return CommandLine.Done;
    }

    private static Action<SyncReport>? Progress(Terminal terminal, int keys) => !terminal.ErrorIsTerminal ? null
        : done => terminal.Error.WriteLine($"{done.Copied + done.Same} of {keys}");
}
