using System.Buffers.Binary;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Caches;

/// <summary>
/// A cache in Redis, shared by all who use it. One that does not answer is an empty one: nothing is found, nothing is
/// kept, nobody is stopped, and it is told once until it answers again.
/// </summary>
/// <remarks>
/// A value carries when it was set and when it expires. Redis drops it by its own clock; by ours it is never given out
/// later. What was set before a write got lost may be what that write replaced, so it is given out no more.
/// </remarks>
/// <param name="warn">Told, from any thread, of a Redis that does not answer.</param>
/// <param name="timeout">For a connection and for an answer; above zero, half a second unless given.</param>
public sealed class RedisCache(
    RedisAddress address, TimeProvider clock, Action<string> warn, TimeSpan? timeout = null) : ICache, IDisposable
{
    private const string Prefix = "tauric:";
    private const int HeadBytes = 16;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromMilliseconds(500);
    private readonly Lock _connecting = new();
    private RespConnection? _connection;
    private long _nextTry;
    private long _lostAt = long.MinValue;
    private bool _isTold;
    private string? _refusal;

    private long Now => clock.GetUtcNow().Ticks;

    public byte[]? Get(string key)
    {
        byte[]? value = Ask(out _, RespConnection.Word("GET"), Name(key));
        if (value is null || value.Length < HeadBytes) return null;
        long set = BinaryPrimitives.ReadInt64LittleEndian(value);
        long expires = BinaryPrimitives.ReadInt64LittleEndian(value.AsSpan(8));
        return set > Interlocked.Read(ref _lostAt) && Now < expires ? value[HeadBytes..] : null;
    }

    public void Set(string key, ReadOnlySpan<byte> value, TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        byte[] kept = new byte[HeadBytes + value.Length];
        long now = Now;
        BinaryPrimitives.WriteInt64LittleEndian(kept, now);
        BinaryPrimitives.WriteInt64LittleEndian(kept.AsSpan(8), now + lifetime.Ticks);
        value.CopyTo(kept.AsSpan(HeadBytes));
        long milliseconds = Math.Max(1, (long)lifetime.TotalMilliseconds);
        Write(RespConnection.Word("SET"), Name(key), kept, RespConnection.Word("PX"),
            RespConnection.Number(milliseconds));
    }

    public void Remove(string key) => Write(RespConnection.Word("DEL"), Name(key));

    public void Dispose() => _connection?.Dispose();

    private static byte[] Name(string key) => RespConnection.Word(Prefix + key);

    private void Write(params ReadOnlySpan<byte[]> words)
    {
        Ask(out bool answered, words);
        if (!answered) Interlocked.Exchange(ref _lostAt, Now);
    }

    private byte[]? Ask(out bool answered, params ReadOnlySpan<byte[]> words)
    {
        answered = false;
        RespConnection? connection = null;
        try
        {
            connection = Connected();
            if (connection is null) return null;
            byte[]? answer = connection.Ask(words);
            (answered, _isTold) = (true, false);
            return answer;
        }
        catch (RespRefusalException e)
        {
            if (Interlocked.Exchange(ref _refusal, e.Message) != e.Message) warn($"The cache {address}: {e.Message}");
            return null;
        }
        catch (IOException e)
        {
            Drop(connection, e.Message);
            return null;
        }
    }

    /// <summary>Null while one is not to be had, or another thread is getting one.</summary>
    private RespConnection? Connected()
    {
        if (_connection is { } connection) return connection;
        long next = Interlocked.Read(ref _nextTry);
        if (Now < next || !_connecting.TryEnter(next == 0 ? _timeout : TimeSpan.Zero)) return null;
        try
        {
            return _connection ??= RespConnection.Open(address, _timeout);
        }
        finally
        {
            Interlocked.Exchange(ref _nextTry, Now + s_pause.Ticks);
            _connecting.Exit();
        }
    }

    private void Drop(RespConnection? connection, string why)
    {
        if (connection is not null)
        {
            Interlocked.CompareExchange(ref _connection, null, connection);
            connection.Dispose();
        }

        if (Interlocked.Exchange(ref _isTold, true)) return;
        warn($"The cache {address} does not answer ({why}): nothing is cached until it does.");
    }
}
