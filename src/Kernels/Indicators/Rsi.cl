// The twin of Rsi: one item an instrument, whose rows are [starts[s], starts[s + 1]).
__kernel void rsi(
    __global const double* close, __global const int* starts, int instruments, int period, double weight,
    __global double* y)
{
    int s = (int)get_global_id(0);
    if (s >= instruments) return;
    int first = starts[s];
    seeded_mean gain = { 0, 0 }, loss = { 0, 0 };
    for (int t = first; t < starts[s + 1]; t++)
    {
        y[t] = as_double(0xFFF8000000000000UL);
        if (t == first) continue;
        double change = close[t] - close[t - 1];
        double up = seeded_mean_push(&gain, change > 0 ? change : 0, period, weight);
        double down = seeded_mean_push(&loss, change < 0 ? -change : 0, period, weight);
        if (t - first >= period) y[t] = up + down == 0 ? 0 : 100 * up / (up + down);
    }
}
