using System.Runtime.InteropServices;
using Tauric.Host;

using var stop = new CancellationTokenSource();

// The first signal asks the run to stop where it can be resumed; the second ends the process.
void Cancel(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
return await CommandLine.Run(args, Terminal.OfProcess(), stop.Token).ConfigureAwait(false);
