// The twin of Sma: one item a bar of an instrument, whose rows are [starts[s], starts[s + 1]).
__kernel void sma(
    __global const double* x, __global const int* starts, int period, int warmup, __global double* y)
{
    int row = (int)get_global_id(0), s = (int)get_global_id(1);
    int t = starts[s] + row;
    if (t >= starts[s + 1]) return;
    y[t] = row < warmup ? WARMING : window_mean(x + t, period);
}
