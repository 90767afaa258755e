using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tauric.Adapters.Tests.Sources.IqFeed;

/// <summary>What is sent for a line that came in.</summary>
/// <param name="Then">What becomes of the connection: null to go on.</param>
internal sealed record IqReply(string Text, IqEnd? Then = null);

internal enum IqEnd
{
    Close,
    Reset,
}

/// <summary>Speaks as IQConnect does, on a port of its own, and does what it is told, right or wrong.</summary>
internal sealed class IqFeedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, IqReply?> _answer;
    private readonly Task _accepting;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    /// <param name="answer">Null for nothing. The protocol is answered without asking.</param>
    public IqFeedServer(Func<string, IqReply?> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public Uri Address => new($"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>What came in.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return [.. _lines];
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _accepting.Wait();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using var lines = new StreamReader(stream, Encoding.ASCII);
                while (await lines.ReadLineAsync(_stop.Token) is { } line)
                {
                    lock (_lock) _lines.Add(line);
                    IqReply? reply = line == "S,SET PROTOCOL,6.2" ? new IqReply("S,CURRENT PROTOCOL,6.2\r\n")
                        : _answer(line);
                    if (reply is null) continue;
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(reply.Text), _stop.Token);
                    if (reply.Then == IqEnd.Reset) client.LingerState = new LingerOption(true, 0);
                    if (reply.Then is not null) return;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }
}
