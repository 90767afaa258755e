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
internal sealed class IqFeedServer : LoopbackListener
{
    private readonly Func<string, IqReply?> _answer;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    /// <param name="answer">Null for nothing. The protocol is answered without asking.</param>
    public IqFeedServer(Func<string, IqReply?> answer)
    {
        _answer = answer;
        Start();
    }

    public Uri Address => new($"tcp://{Host}");

    /// <summary>What came in.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return [.. _lines];
        }
    }

    protected override async Task ServeAsync(TcpClient client)
    {
        NetworkStream stream = client.GetStream();
        using var lines = new StreamReader(stream, Encoding.ASCII);
        while (await lines.ReadLineAsync(Stopped) is { } line)
        {
            lock (_lock) _lines.Add(line);
            IqReply? reply = line == "S,SET PROTOCOL,6.2" ? new IqReply("S,CURRENT PROTOCOL,6.2\r\n")
                : _answer(line);
            if (reply is null) continue;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(reply.Text), Stopped);
            if (reply.Then == IqEnd.Reset) client.LingerState = new LingerOption(true, 0);
            if (reply.Then is not null) return;
        }
    }
}
