using System.Net.Sockets;
using System.Text;
using Tauric.Adapters.Sources.Live;

namespace Tauric.Adapters.Sources.IqFeed;

/// <summary>
/// A connection to IQConnect, which speaks lines of ASCII that end in CRLF. It opens with the protocol it wants.
/// </summary>
internal sealed class IqFeedConnection : IDisposable
{
    public const string Protocol = "6.2";

    private const int LineBytesMax = 1 << 20;

    private readonly TcpClient _client;
    private readonly TimeSpan _silenceMax;
    private readonly TimeProvider _clock;
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end;

    private IqFeedConnection(TcpClient client, TimeSpan silenceMax, TimeProvider clock) =>
        (_client, _silenceMax, _clock) = (client, silenceMax, clock);

    /// <param name="silenceMax">Longest time in which nothing arrives; infinite for a stream.</param>
    /// <exception cref="VendorException">Nobody is there.</exception>
    public static async Task<IqFeedConnection> OpenAsync(
        Uri address, TimeSpan silenceMax, TimeProvider clock, CancellationToken cancelled)
    {
        var client = new TcpClient();
        try
        {
            using var silence = new CancellationTokenSource(silenceMax, clock);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled, silence.Token);
            await client.ConnectAsync(address.Host, address.Port, stop.Token).ConfigureAwait(false);
            var connection = new IqFeedConnection(client, silenceMax, clock);
            await connection.SendAsync($"S,SET PROTOCOL,{Protocol}", cancelled).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e) when (IsNetwork(e, cancelled))
        {
            client.Dispose();
            throw new VendorException(VendorFault.Unreachable,
                $"IQConnect does not answer at {address.Host}:{address.Port} (is it running and logged in?)");
        }
    }

    /// <exception cref="VendorException">The connection broke.</exception>
    public async Task SendAsync(string line, CancellationToken cancelled)
    {
        try
        {
            byte[] bytes = Encoding.ASCII.GetBytes(line + "\r\n");
            await _client.GetStream().WriteAsync(bytes, cancelled).ConfigureAwait(false);
        }
        catch (Exception e) when (IsNetwork(e, cancelled))
        {
            throw new VendorException(VendorFault.Unreachable, "the connection to IQConnect broke");
        }
    }

    /// <returns>
    /// A line with its end, valid until the next one is asked for; empty when the connection is over.
    /// </returns>
    /// <exception cref="VendorException">The connection broke, or nothing arrives.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> LineAsync(CancellationToken cancelled)
    {
        for (int seen = _start; ;)
        {
            int at = _buffer.AsSpan(seen, _end - seen).IndexOf((byte)'\n');
            if (at >= 0)
            {
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, seen + at + 1 - _start);
                _start = seen + at + 1;
                return line;
            }

            MakeRoom();
            seen = _end;
            if (await ReadAsync(cancelled).ConfigureAwait(false) == 0) return default;   // What was cut is no line.
        }
    }

    public void Dispose() => _client.Dispose();

    private void MakeRoom()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end < _buffer.Length) return;
        if (_end >= LineBytesMax) throw new VendorException(VendorFault.TooLarge, "a line without an end");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }

    private async Task<int> ReadAsync(CancellationToken cancelled)
    {
        using var silence = new CancellationTokenSource(_silenceMax, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled, silence.Token);
        try
        {
            int read = await _client.GetStream().ReadAsync(_buffer.AsMemory(_end), stop.Token)
                .ConfigureAwait(false);
            _end += read;
            return read;
        }
        catch (Exception e) when (IsNetwork(e, cancelled))
        {
            throw new VendorException(VendorFault.Unreachable, e is OperationCanceledException
                ? $"nothing arrived for {_silenceMax.TotalSeconds:0.###} s" : "the connection to IQConnect broke");
        }
    }

    private static bool IsNetwork(Exception e, CancellationToken cancelled) =>
        e is SocketException or IOException || (e is OperationCanceledException && !cancelled.IsCancellationRequested);
}
