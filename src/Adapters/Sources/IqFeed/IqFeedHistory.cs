using System.Buffers;
using System.Text;
using Polly;
using Tauric.Adapters.Sources.Live;

namespace Tauric.Adapters.Sources.IqFeed;

/// <summary>Asks IQFeed's history for a symbol after the other over one connection.</summary>
internal sealed class IqFeedHistory(FetchRequest request, Uri address, TimeProvider clock, Action<string> told)
    : ILiveSession
{
    private const int AnswerBytesMax = 64 << 20;

    private readonly ResiliencePipeline _retries = Retries.Build(clock, told);
    private readonly Pace _pace = new(perMinute: 3000, clock);   // DTN allows fifty a second.
    private IqFeedConnection? _connection;

    public async Task<IReadOnlyList<LivePayload>> FetchAsync(
        LiveSource source, FetchWindow window, CancellationToken cancelled)
    {
        var payload = new ArrayBufferWriter<byte>(1 << 16);
        bool hasRows = false;
        foreach (IqFeedAsk ask in ((IqFeedSource)source).Asks(request, window))
        {
            (byte[] answer, bool any) = await _retries.ExecuteAsync(
                async stop => await AskAsync(ask, stop).ConfigureAwait(false), cancelled).ConfigureAwait(false);
            payload.Write(answer);
            hasRows |= any;
        }

        return hasRows ? [new LivePayload(window.To, 1, payload.WrittenSpan.ToArray())] : [];
    }

    public void Dispose() => _connection?.Dispose();

    private async Task<(byte[] Answer, bool HasRows)> AskAsync(IqFeedAsk ask, CancellationToken cancelled)
    {
        await _pace.TurnAsync(cancelled).ConfigureAwait(false);
        try
        {
            _connection ??= await IqFeedConnection.OpenAsync(address, request.SilenceMax, clock, cancelled)
                .ConfigureAwait(false);
            await _connection.SendAsync(ask.Line, cancelled).ConfigureAwait(false);
            return await AnswerAsync(_connection, ask.Name, cancelled).ConfigureAwait(false);
        }
        catch
        {
            _connection?.Dispose();   // What is under way there belongs to no later request.
            _connection = null;
            throw;
        }
    }

    private async Task<(byte[] Answer, bool HasRows)> AnswerAsync(
        IqFeedConnection connection, string name, CancellationToken cancelled)
    {
        var answer = new ArrayBufferWriter<byte>(1 << 14);
        byte[] own = Encoding.ASCII.GetBytes(name + ",");
        bool hasRows = false;
        while (true)
        {
            ReadOnlyMemory<byte> line = await connection.LineAsync(cancelled).ConfigureAwait(false);
            if (line.IsEmpty)
                throw new VendorException(VendorFault.Unreachable, $"the answer about {name} breaks off");
            if (line.Span.StartsWith("S,"u8)) continue;   // Of the connection, not of the market.
            if (!line.Span.StartsWith(own)) throw Stray(name, line.Span);
            answer.Write(line.Span);
            if (answer.WrittenCount > AnswerBytesMax)
                throw new VendorException(VendorFault.TooLarge, $"more than {AnswerBytesMax >> 20} MiB about {name}");
            ReadOnlySpan<byte> rest = line.Span[own.Length..];
            if (rest.StartsWith("!ENDMSG!"u8)) return (answer.WrittenSpan.ToArray(), hasRows);
            if (rest.StartsWith("E,"u8)) RequireHarmless(name, rest[2..]);
            else hasRows = true;
        }
    }

    /// <summary>That there is nothing, or no such symbol, stays in the payload; the feed counts it.</summary>
    private void RequireHarmless(string name, ReadOnlySpan<byte> error)
    {
        string words = Words(error);
        if (words.Contains("!NO_DATA!", StringComparison.Ordinal)) return;
        if (words.Contains("symbol", StringComparison.OrdinalIgnoreCase))
        {
            told($"{name}: {words}");
            return;
        }

        throw new VendorException(words.Contains("authorized", StringComparison.OrdinalIgnoreCase)
            ? VendorFault.NotAllowed : VendorFault.Busy, $"about {name} it says \"{words}\"");
    }

    private static VendorException Stray(string name, ReadOnlySpan<byte> line) => line.StartsWith("E,"u8)
        ? new VendorException(VendorFault.Refused, $"about {name} it says \"{Words(line[2..])}\"")
        : new VendorException(VendorFault.Malformed, $"a line that does not belong to {name}");

    private static string Words(ReadOnlySpan<byte> line) =>
        Encoding.ASCII.GetString(line[..Math.Min(line.Length, 200)]).Trim().Trim(',');
}
