using System.Collections;
using System.Diagnostics;

namespace Tauric.Host.Tests.Proofs;

/// <summary>The program itself as a child process: what a user starts, sees and stops.</summary>
internal sealed class TauricProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _error;

    private TauricProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _out = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <param name="folder">The current folder of the program.</param>
    /// <param name="variables">Settings; those of the machine are not passed on.</param>
    public static TauricProcess Start(
        string folder, IEnumerable<string> args, params IEnumerable<(string Name, string Value)> variables)
    {
        ProcessStartInfo start = TauricProgram.Start(args);
        start.WorkingDirectory = folder;
        start.RedirectStandardError = true;
        foreach (DictionaryEntry inherited in Environment.GetEnvironmentVariables())
        {
            string name = (string)inherited.Key;
            if (name.StartsWith("TAURIC_", StringComparison.Ordinal) && name != "TAURIC_NATIVE_DIR")
                start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables) start.Environment[name] = value;
        return new TauricProcess(start);
    }

    public static Outcome Run(
        string folder, IEnumerable<string> args, params IEnumerable<(string Name, string Value)> variables)
    {
        using TauricProcess program = Start(folder, args, variables);
        return program.Wait();
    }

    public Outcome Wait()
    {
        _process.WaitForExit();
        return new Outcome(_process.ExitCode, _out.GetAwaiter().GetResult(), _error.GetAwaiter().GetResult());
    }

    /// <returns>Has it ended by then?</returns>
    public bool WaitFor(TimeSpan span) => _process.WaitForExit(span);

    /// <summary>SIGKILL: nothing of the program runs after it.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGKILL as soon as it is time.</summary>
    /// <returns>False when it ended by itself before.</returns>
    public bool KillOnce(Func<bool> isTime)
    {
        while (!isTime())
            if (WaitFor(TimeSpan.FromMilliseconds(1))) return false;
        Kill();
        _process.WaitForExit();
        return _process.ExitCode == 128 + 9;
    }

    /// <summary>What Ctrl-C sends.</summary>
    public void Interrupt()
    {
        using Process kill = Process.Start("kill", ["-INT", $"{Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

/// <summary>How a program ended and what it wrote.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    public string LastLine => Out.TrimEnd().Split('\n')[^1];

    /// <exception cref="Xunit.Sdk.XunitException">It ended otherwise; the message is what it said.</exception>
    public Outcome Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, not {exitCode}\n{Out}\n{Error}");
        return this;
    }
}
