// The twin of Bollinger: one item a bar of an instrument, whose rows are [starts[s], starts[s + 1]).
__kernel void bollinger(
    __global const double* close, __global const int* starts, int rows, int period, double deviations,
    __global double* y)
{
    int row = (int)get_global_id(0), s = (int)get_global_id(1);
    int t = starts[s] + row;
    if (t >= starts[s + 1]) return;
    __global double* upper = y;
    __global double* middle = y + rows;
    __global double* lower = middle + rows;
    upper[t] = middle[t] = lower[t] = WARMING;
    if (row < period - 1) return;
    moments window = window_moments(close + t, period);
    double mean = window.sum * (1.0 / window.count);
    double deviation = sqrt(window.squares * (1.0 / window.count));
    upper[t] = fma(deviations, deviation, mean);
    middle[t] = mean;
    lower[t] = fma(-deviations, deviation, mean);
}
