using System.Net;
using System.Net.Sockets;

namespace Tauric.Adapters.Tests;

/// <summary>Ports for servers that tests start: below those the system hands out by itself.</summary>
internal static class LoopbackPort
{
    private static int s_last = 20_000 + (Environment.ProcessId * 16 % 12_000);

    public static int Free()
    {
        while (true)
        {
            int port = Interlocked.Increment(ref s_last);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
