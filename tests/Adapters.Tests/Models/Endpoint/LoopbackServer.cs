using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tauric.Adapters.Tests.Models.Endpoint;

/// <summary>What came in.</summary>
/// <param name="Path">As sent, query included.</param>
/// <param name="Headers">Names in lower case.</param>
public sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What goes out, faults included.</summary>
public sealed record Reply(int Status, byte[] Body, params IReadOnlyList<(string Name, string Value)> Headers)
{
    public Reply(int status, string body, params (string, string)[] headers)
        : this(status, Encoding.UTF8.GetBytes(body), headers)
    {
    }

    /// <summary>Bytes of the body after which the connection is cut; null to send all.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Sends nothing until the client goes away.</summary>
    public bool Stalls { get; init; }

    /// <summary>When set, the body is sent a byte at a time, and this is done after each.</summary>
    public Action? Dripped { get; init; }

    /// <summary>Does not say how long the body is: the end of the connection ends it.</summary>
    public bool HidesLength { get; init; }

    /// <summary>Ends the connection as a machine does that knows of none (RST).</summary>
    public bool Resets { get; init; }
}

/// <summary>An HTTP/1.1 server on a port of its own that does what it is told, right or wrong.</summary>
public sealed class LoopbackServer : LoopbackListener
{
    private readonly Func<Received, Reply> _answer;
    private readonly Lock _lock = new();
    private readonly List<Received> _requests = [];
    private int _inside;

    public LoopbackServer(Func<Received, Reply> answer)
    {
        _answer = answer;
        Start();
    }

    public string Url => $"http://{Host}";

    public IReadOnlyList<Received> Requests
    {
        get
        {
            lock (_lock) return [.. _requests];
        }
    }

    /// <summary>Most requests there ever were at once.</summary>
    public int InsideMax { get; private set; }

    protected override async Task ServeAsync(TcpClient client)
    {
        NetworkStream stream = client.GetStream();
        while (await ReadAsync(stream) is { } received && await WriteAsync(stream, received)) { }
    }

    /// <returns>Whether the connection can be used again.</returns>
    private async Task<bool> WriteAsync(NetworkStream stream, Received received)
    {
        lock (_lock)
        {
            _requests.Add(received);
            InsideMax = Math.Max(InsideMax, ++_inside);
        }

        try
        {
            Reply reply = _answer(received);
            if (reply.Stalls) await stream.ReadExactlyAsync(new byte[1], Stopped);
            var head = new StringBuilder($"HTTP/1.1 {reply.Status} As told\r\n");
            head.Append(reply.HidesLength ? "Connection: close\r\n" : $"Content-Length: {reply.Body.Length}\r\n");
            foreach ((string name, string value) in reply.Headers)
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n"), Stopped);
            ReadOnlyMemory<byte> body = reply.Body.AsMemory(0, reply.CutAfter ?? reply.Body.Length);
            for (; reply.Dripped is { } after && !body.IsEmpty; body = body[1..])
            {
                await stream.WriteAsync(body[..1], Stopped);
                after();
            }

            await stream.WriteAsync(body, Stopped);
            if (reply.Resets) stream.Socket.LingerState = new LingerOption(true, 0);
            return reply is { CutAfter: null, HidesLength: false, Resets: false };
        }
        finally
        {
            lock (_lock) _inside--;
        }
    }

    /// <summary>Null when the client has closed the connection.</summary>
    private async Task<Received?> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, Stopped) == 0) return null;
            head.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(':', 2))
            .ToDictionary(l => l[0].ToLowerInvariant(), l => l[1].Trim(), StringComparer.Ordinal);
        var body = new byte[int.Parse(headers.GetValueOrDefault("content-length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, Stopped);
        string[] first = lines[0].Split(' ');
        return new Received(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }
}
