using System.CommandLine;
using System.Net;
using Tauric.Adapters.Log;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;
using Tauric.Host.Rest;

namespace Tauric.Host.Commands;

/// <summary><c>tauric serve</c>: captures decisions over HTTP until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Define(Terminal terminal)
    {
        var command = new Command("serve", "Captures trading decisions over HTTP; what it acknowledges is durable.");
        ConfigOptions options = new ConfigOptions(command)
            .Add(command, "--port", "PORT", "serve.port")
            .Add(command, "--address", "IP", "serve.address")
            .Add(command, "--symbols", "LIST", "serve.symbols")
            .Add(command, "--rate", "N", "serve.requests_per_second");
        command.SetAction((parsed, cancelled) => ServeAsync(options.Load(parsed, terminal), terminal, cancelled));
        return command;
    }

    private static async Task<int> ServeAsync(TauricConfig config, Terminal terminal, CancellationToken cancelled)
    {
        using RecordLog log = Wiring.OpenDecisionLog(config, terminal.Clock);
        ICache cache = Wiring.OpenCache(config, terminal);
        using var answers = new NewestAnswers(Wiring.OpenStore(config),
            () => RootAnswers.Of(config, cache, terminal.Error.WriteLine));
        answers.Look();
        var server = new RestServer(config.Serve, log, Wiring.EventLogFolder(config), answers,
            terminal.Clock, e => terminal.Error.WriteLine(e));
        await using (server.ConfigureAwait(false))
        {
            _ = DeliverAsync(config, terminal, cancelled);
            _ = answers.WatchAsync(TimeSpan.FromSeconds(1), terminal.Clock, cancelled);
            await StartAsync(server, config.Serve, cancelled).ConfigureAwait(false);
            terminal.Out.WriteLine($"{log.Next} decisions in the log. Listening on {server.Address}");
            await Task.Delay(Timeout.Infinite, cancelled).ContinueWith(
                _ => { }, TaskScheduler.Default).ConfigureAwait(false);
            await server.StopAsync().ConfigureAwait(false);
        }

        terminal.Out.WriteLine($"Stopped; {log.Next} decisions in the log.");
        return CommandLine.Done;
    }

    /// <summary>Posts events to the webhook, where there is one, until the service stops.</summary>
    private static async Task DeliverAsync(TauricConfig config, Terminal terminal, CancellationToken cancelled)
    {
        if (config.Serve.Webhook is not { } address) return;
        using var delivery =
            new WebhookDelivery(Wiring.EventLogFolder(config), address, new WebhookOptions(), terminal.Clock);
        try
        {
            await delivery.RunAsync(cancelled).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TauricException or IOException)
        {
            terminal.Error.WriteLine($"Events are delivered no more: {e.Message}");
        }
    }

    private static async Task StartAsync(RestServer server, ServeOptions options, CancellationToken cancelled)
    {
        try
        {
            await server.StartAsync(cancelled).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new ResourceException(
                $"Cannot listen on {new IPEndPoint(options.Address, options.Port)}: {e.Message} Try another --port.",
                e);
        }
    }
}
