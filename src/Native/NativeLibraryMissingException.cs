namespace Tauric.Native;

/// <summary>A pinned native library or data file is not on this machine. The operator must act.</summary>
public sealed class NativeLibraryMissingException(string message) : Exception(message);
