using System.Net;
using System.Net.Sockets;

namespace Tauric.Adapters.Tests;

/// <summary>What a <see cref="Relay"/> does with what a client sends.</summary>
/// <param name="Answer">Sent to the client in place of the server's answer; null for none.</param>
public sealed record Relaying(bool IsPassed, bool IsCut = false, byte[]? Answer = null)
{
    public static readonly Relaying Pass = new(IsPassed: true);

    /// <summary>The server never hears of it.</summary>
    public static readonly Relaying Cut = new(IsPassed: false, IsCut: true);

    /// <summary>The server does it, and its answer is lost.</summary>
    public static readonly Relaying CutAnswer = new(IsPassed: true, IsCut: true);

    public static Relaying Reply(byte[] answer) => new(IsPassed: false, IsCut: true, answer);
}

/// <summary>Stands between clients and a server on loopback and passes bytes on, unless it is told otherwise.</summary>
public sealed class Relay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly Func<ReadOnlyMemory<byte>, Relaying> _decide;

    /// <param name="server">Its port.</param>
    /// <param name="decide">What to do with bytes as they come from a client; called from many threads.</param>
    public Relay(int server, Func<ReadOnlyMemory<byte>, Relaying> decide)
    {
        (_server, _decide) = (server, decide);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
                var link = new Link(client.GetStream(), server.GetStream());
                await await Task.WhenAny(link.ForwardAsync(_decide), link.AnswerAsync());
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // One of the two went away: so does the other.
            }
        }
    }

    private sealed class Link(NetworkStream client, NetworkStream server)
    {
        private volatile bool _isCut;

        public async Task ForwardAsync(Func<ReadOnlyMemory<byte>, Relaying> decide)
        {
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = await client.ReadAsync(buffer)) > 0;)
            {
                Relaying relaying = decide(buffer.AsMemory(0, read));
                if (relaying.Answer is { } answer) await client.WriteAsync(answer);
                if (relaying.IsPassed) _isCut |= relaying.IsCut;
                else if (relaying.IsCut) return;
                await server.WriteAsync(buffer.AsMemory(0, read));
            }
        }

        public async Task AnswerAsync()
        {
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = await server.ReadAsync(buffer)) > 0 && !_isCut;)
                await client.WriteAsync(buffer.AsMemory(0, read));
        }
    }
}
