using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Tauric.Adapters.Caches;

/// <summary>
/// A connection that speaks RESP2 (redis.io, "Redis serialization protocol specification") to a Redis. Any number of
/// threads ask at once: requests go out as they come, answers come back in their order.
/// </summary>
internal sealed class RespConnection : IDisposable
{
    /// <summary>Longest value of Redis.</summary>
    private const int ValueBytesMax = 512 << 20;

    private readonly Lock _writing = new();
    private readonly Queue<TaskCompletionSource<byte[]?>> _asked = new();
    private readonly TimeSpan _timeout;
    private readonly Socket _socket;
    private readonly BufferedStream _answers;
    private bool _isClosed;

    private RespConnection(Socket socket, TimeSpan timeout)
    {
        (_socket, _timeout) = (socket, timeout);
        _answers = new BufferedStream(new NetworkStream(socket), 1 << 16);
        // A thread of its own: those who wait for answers may hold all of the pool.
        new Thread(ReadAnswers) { IsBackground = true, Name = "redis" }.Start();
    }

    /// <param name="timeout">For the connection, and for each answer.</param>
    /// <exception cref="RespRefusalException">The password is not accepted, or there is no such database.</exception>
    /// <exception cref="IOException">Nobody answers in time.</exception>
    public static RespConnection Open(RedisAddress address, TimeSpan timeout)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (!socket.ConnectAsync(address.Host, address.Port).Wait(timeout))
                throw new IOException("no connection in time");
        }
        catch (Exception e)
        {
            socket.Dispose();
            throw new IOException(e.GetBaseException().Message, e);
        }

        var opened = new RespConnection(socket, timeout);
        try
        {
            byte[] password = Encoding.UTF8.GetBytes(address.Password), user = Encoding.UTF8.GetBytes(address.User);
            if (password.Length > 0)
                opened.Ask(user.Length == 0 ? [Word("AUTH"), password] : [Word("AUTH"), user, password]);
            if (address.Database > 0) opened.Ask(Word("SELECT"), Number(address.Database));
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public static byte[] Word(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Number(long number) => Word(number.ToString(CultureInfo.InvariantCulture));

    /// <returns>Null for what is not there; the text of a status or of a number; a value.</returns>
    /// <exception cref="RespRefusalException">Redis does not do it.</exception>
    /// <exception cref="IOException">No answer came: the connection is of no more use.</exception>
    public byte[]? Ask(params ReadOnlySpan<byte[]> words)
    {
        var answer = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        byte[] request = Encode(words);
        try
        {
            lock (_writing)
            {
                if (_isClosed) throw new IOException("the connection is closed");
                _asked.Enqueue(answer);
                for (int sent = 0; sent < request.Length;) sent += _socket.Send(request.AsSpan(sent));
            }

            return answer.Task.Wait(_timeout) ? answer.Task.Result : throw new IOException("no answer in time");
        }
        catch (AggregateException e) when (e.InnerException is RespRefusalException refused)
        {
            throw refused;
        }
        catch (Exception e) when (e is SocketException or AggregateException or ObjectDisposedException)
        {
            throw new IOException(e.GetBaseException().Message, e);
        }
    }

    public void Dispose() => Close(new IOException("the connection is closed"));

    private static byte[] Encode(ReadOnlySpan<byte[]> words)
    {
        using var request = new MemoryStream();
        request.Write(Word($"*{words.Length}\r\n"));
        foreach (byte[] word in words)
        {
            request.Write(Word($"${word.Length}\r\n"));
            request.Write(word);
            request.Write("\r\n"u8);
        }

        return request.ToArray();
    }

    private void ReadAnswers()
    {
        try
        {
            while (true)
            {
                string line = ReadLine();
                byte[]? value = line[0] switch
                {
                    '$' => ReadValue(line),
                    '+' or ':' => Word(line[1..]),
                    '-' => null,
                    _ => throw new IOException($"'{line[0]}' begins no answer that was asked for"),
                };
                TaskCompletionSource<byte[]?>? asked;
                lock (_writing) _asked.TryDequeue(out asked);
                if (asked is null) throw new IOException("an answer that nobody asked for");
                if (line[0] == '-') asked.SetException(new RespRefusalException(line[1..]));
                else asked.SetResult(value);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Close(new IOException(e.Message, e));
        }
    }

    private byte[]? ReadValue(string line)
    {
        if (line == "$-1") return null;
        if (!int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length > ValueBytesMax) throw new IOException($"a value of '{line}' bytes");
        byte[] value = new byte[length];
        _answers.ReadExactly(value);
        return ReadLine(lengthMax: 0) == "" ? value : throw new IOException("a value that does not end");
    }

    private string ReadLine(int lengthMax = 4096)
    {
        var line = new StringBuilder();
        while (true)
        {
            int read = _answers.ReadByte();
            if (read < 0) throw new IOException("the connection was closed");
            if (read == '\r' && _answers.ReadByte() == '\n')
                return lengthMax == 0 || line.Length > 0 ? line.ToString() : throw new IOException("an empty line");
            if (line.Length == lengthMax) throw new IOException("a line that does not end");
            line.Append((char)read);
        }
    }

    private void Close(IOException why)
    {
        TaskCompletionSource<byte[]?>[] left;
        lock (_writing)
        {
            _isClosed = true;
            left = [.. _asked];
            _asked.Clear();
        }

        _socket.Dispose();
        foreach (TaskCompletionSource<byte[]?> asked in left) asked.TrySetException(why);
    }
}

/// <summary>Redis' own words for why it does not do what it was asked.</summary>
internal sealed class RespRefusalException(string message) : Exception(message);
