using System.CommandLine;
using System.Net;
using Tauric.Adapters.Log;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;
using Tauric.Host.Report;
using Tauric.Host.Rest;
using Tauric.Host.Telemetry;

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
            .Add(command, "--rate", "N", "serve.requests_per_second")
            .Add(command, "--log-format", "FORMAT", "telemetry.log_format");
        command.SetAction((parsed, cancelled) => ServeAsync(options.Load(parsed, terminal), terminal, cancelled));
        return command;
    }

    private static async Task<int> ServeAsync(TauricConfig config, Terminal terminal, CancellationToken cancelled)
    {
        var said = new ServiceLog(terminal, config.LogIsJson);
        using OtlpExport? telemetry = OtlpExport.Start(config.OtlpEndpoint, terminal.Error);
        using RecordLog log = Roots.OpenDecisionLog(config, terminal.Clock);
        ICache cache = Wiring.OpenCache(config, terminal);
        using var answers = new NewestAnswers(Roots.OpenStore(config),
            () => RootAnswers.Of(config, cache, line => said.Error("answers", line)));
        answers.Look();
        var server = new RestServer(config.Serve, log, Roots.EventLogFolder(config), answers,
            terminal.Clock, e => said.Error("bug", $"{e}"));
        await using (server.ConfigureAwait(false))
        {
            _ = DeliverAsync(config, terminal.Clock, said, cancelled);
            _ = answers.WatchAsync(TimeSpan.FromSeconds(1), terminal.Clock, cancelled);
            await StartAsync(server, config.Serve, cancelled).ConfigureAwait(false);
            said.Info("listening", $"{log.Next} decisions in the log. Listening on {server.Address}");
            await Task.Delay(Timeout.Infinite, cancelled).ContinueWith(
                _ => { }, TaskScheduler.Default).ConfigureAwait(false);
            await server.StopAsync().ConfigureAwait(false);
        }

        said.Info("stopped", $"Stopped; {log.Next} decisions in the log.");
        return CommandLine.Done;
    }

    /// <summary>Posts events to the webhook, where there is one, until the service stops.</summary>
    private static async Task DeliverAsync(
        TauricConfig config, TimeProvider clock, ServiceLog said, CancellationToken cancelled)
    {
        if (config.Serve.Webhook is not { } address) return;
        using var delivery =
            new WebhookDelivery(Roots.EventLogFolder(config), address, new WebhookOptions(), clock);
        try
        {
            await delivery.RunAsync(cancelled).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TauricException or IOException)
        {
            said.Error("webhook_ended", $"Events are delivered no more: {e.Message}");
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
