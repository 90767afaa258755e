namespace Tauric.Native.OpenCl;

/// <summary>Error codes of cl.h and cl_ext.h that a caller can meet.</summary>
internal enum ClStatus
{
    Success = 0,
    DeviceNotFound = -1,
    DeviceNotAvailable = -2,
    CompilerNotAvailable = -3,
    MemObjectAllocationFailure = -4,
    OutOfResources = -5,
    OutOfHostMemory = -6,
    BuildProgramFailure = -11,
    InvalidValue = -30,
    InvalidDevice = -33,
    InvalidContext = -34,
    InvalidMemObject = -38,
    InvalidBinary = -42,
    InvalidBuildOptions = -43,
    InvalidProgram = -44,
    InvalidProgramExecutable = -45,
    InvalidKernelName = -46,
    InvalidKernel = -48,
    InvalidArgIndex = -49,
    InvalidArgValue = -50,
    InvalidArgSize = -51,
    InvalidKernelArgs = -52,
    InvalidWorkDimension = -53,
    InvalidWorkGroupSize = -54,
    InvalidWorkItemSize = -55,
    InvalidBufferSize = -61,
    InvalidGlobalWorkSize = -63,

    /// <summary>cl_khr_icd: the loader found no driver.</summary>
    PlatformNotFound = -1001,
}

internal enum ClPlatformInfo : uint
{
    Version = 0x0901,
    Name = 0x0902,
}

/// <summary><c>cl_device_type</c>: bits.</summary>
[Flags]
internal enum ClDeviceType : ulong
{
    None = 0,
    Cpu = 1 << 1,
    Gpu = 1 << 2,
    Accelerator = 1 << 3,
    All = 0xFFFFFFFF,
}

internal enum ClDeviceInfo : uint
{
    /// <summary><see cref="ClDeviceType"/>.</summary>
    Type = 0x1000,

    /// <summary>uint.</summary>
    MaxComputeUnits = 0x1002,

    /// <summary>nuint.</summary>
    MaxWorkGroupSize = 0x1004,

    /// <summary>ulong, bytes.</summary>
    MaxMemAllocSize = 0x1010,

    /// <summary><see cref="ClFpConfig"/>.</summary>
    SingleFpConfig = 0x101B,

    /// <summary>ulong, bytes.</summary>
    GlobalMemSize = 0x101F,

    /// <summary>uint, 0 or 1.</summary>
    Available = 0x1027,

    /// <summary>uint, 0 or 1.</summary>
    CompilerAvailable = 0x1028,

    /// <summary>Text.</summary>
    Name = 0x102B,

    /// <summary>Text.</summary>
    DriverVersion = 0x102D,

    /// <summary>Text, names apart by spaces.</summary>
    Extensions = 0x1030,

    /// <summary>uint, 0 or 1.</summary>
    HostUnifiedMemory = 0x1035,
}

/// <summary><c>cl_device_fp_config</c>: bits.</summary>
[Flags]
internal enum ClFpConfig : ulong
{
    None = 0,
    Denorm = 1 << 0,
    RoundToNearest = 1 << 2,
    Fma = 1 << 5,
    CorrectlyRoundedDivideSqrt = 1 << 7,
}

internal enum ClContextInfo : uint
{
    /// <summary>uint.</summary>
    ReferenceCount = 0x1080,
}

[Flags]
internal enum ClMemFlags : ulong
{
    None = 0,
    ReadWrite = 1 << 0,
}

internal enum ClProgramInfo : uint
{
    /// <summary>nuint a device.</summary>
    BinarySizes = 0x1165,

    /// <summary>A pointer a device, to room the caller made.</summary>
    Binaries = 0x1166,
}

internal enum ClBuildInfo : uint
{
    /// <summary>Text.</summary>
    Log = 0x1183,
}

internal enum ClKernelWorkGroupInfo : uint
{
    /// <summary>nuint: most items a group of this kernel may have.</summary>
    WorkGroupSize = 0x11B0,
}
