using System.Runtime.InteropServices;
using Tauric.Engine.Columnar;
using Tauric.Host;
using Tauric.Host.Configuration;

// Half of what a rerun or a small correction allocates is its plan, which it needs to the end: to collect meanwhile
// only copies that. What allocates more is collected as ever from there on.
GC.TryStartNoGCRegion(Math.Min(240L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16));

NativeBuffer.ReturnLargeBlocks();

_ = Task.Run(() => ConfigLoader.Defaults.Value);   // Read while the command line is.

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
