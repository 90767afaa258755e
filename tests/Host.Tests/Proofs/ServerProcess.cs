using Tauric.Adapters.Tests;
using Tauric.Host.Tests.Rest;

namespace Tauric.Host.Tests.Proofs;

/// <summary><c>tauric serve</c> as a child process, up.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly TauricProcess _process;

    private ServerProcess(TauricProcess process, HttpClient client) => (_process, Client) = (process, client);

    public HttpClient Client { get; }

    public static async Task<ServerProcess> StartAsync(
        string root, IReadOnlyList<string>? options = null, params IEnumerable<(string Name, string Value)> variables)
    {
        while (true)
        {
            int port = LoopbackPort.Free();
            TauricProcess process = TauricProcess.Start(root, ["serve", "--root", root, "--port", $"{port}",
                .. options ?? []], [("TAURIC_API_KEYS", TestServer.Key), .. variables]);
            HttpClient client = TestServer.ClientOf(new Uri($"http://127.0.0.1:{port}"), TestServer.Key);
            while (!process.WaitFor(TimeSpan.FromMilliseconds(20)))
                if (await IsUp(client)) return new ServerProcess(process, client);

            // Somebody else took the port between our look and its.
            Outcome ended = process.Wait();
            Assert.Contains("Cannot listen", ended.Error, StringComparison.Ordinal);
            process.Dispose();
        }
    }

    public void Kill()
    {
        _process.Kill();
        _process.Wait();
    }

    public Outcome Stop()
    {
        _process.Interrupt();
        return _process.Wait();
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Dispose();
    }

    private static async Task<bool> IsUp(HttpClient client)
    {
        try
        {
            using HttpResponseMessage answer = await client.GetAsync("/health");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
