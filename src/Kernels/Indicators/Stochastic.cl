// The twin of Stochastic.FastK: one item a bar of an instrument, whose rows are [starts[s], starts[s + 1]). The mean
// that follows it is the entry sma.
__kernel void fast_k(
    __global const double* high, __global const double* low, __global const double* close,
    __global const int* starts, int period, __global double* y)
{
    int row = (int)get_global_id(0), s = (int)get_global_id(1);
    int t = starts[s] + row;
    if (t >= starts[s + 1] || row < period - 1) return;
    double lowest = window_min(low + t, period);
    y[t] = ratio_of(100 * (close[t] - lowest), window_max(high + t, period) - lowest);
}

// %K is the slow line where %D, its mean, is defined too.
__kernel void stochastic(
    __global const double* slow, __global const int* starts, int rows, int smoothing, int warmup,
    __global double* y)
{
    int row = (int)get_global_id(0), s = (int)get_global_id(1);
    int t = starts[s] + row;
    if (t >= starts[s + 1]) return;
    y[t] = row < warmup ? WARMING : slow[t];
    y[rows + t] = row < warmup ? WARMING : window_mean(slow + t, smoothing);
}
