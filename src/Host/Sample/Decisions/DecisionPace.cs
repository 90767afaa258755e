namespace Tauric.Host.Sample.Decisions;

/// <summary>How close decisions about a symbol follow each other: one after the other, never two at once.</summary>
/// <param name="Slots">Decisions of a symbol and session at most.</param>
/// <param name="SlotSeconds">From one to the next.</param>
/// <param name="LookaheadSeconds">Whole minutes; less than a slot.</param>
/// <param name="FillSeconds">Within them it is executed.</param>
internal sealed record DecisionPace(int Slots, int SlotSeconds, int LookaheadSeconds, int FillSeconds)
{
    private const int FirstSecond = 1_200;

    public static DecisionPace Calm { get; } = new(10, 720, 600, 120);

    /// <summary>For very many: the ticks around them then stay a few gigabytes.</summary>
    public static DecisionPace Busy { get; } = new(100, 78, 60, 30);

    public int Start(int slot) => FirstSecond + (slot * SlotSeconds);

    public int End(int slot) => Start(slot) + LookaheadSeconds;
}
