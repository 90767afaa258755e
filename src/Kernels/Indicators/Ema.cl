// The twin of Ema: one item an instrument, whose rows are [starts[s], starts[s + 1]). The mean of the first seed_rows
// is the seed.
__kernel void ema(
    __global const double* x, __global const int* starts, int instruments, int seed_rows, double weight,
    __global double* y)
{
    int s = (int)get_global_id(0);
    if (s >= instruments) return;
    seeded_mean mean = { 0, 0 };
    for (int t = starts[s]; t < starts[s + 1]; t++) y[t] = seeded_mean_push(&mean, x[t], seed_rows, weight);
}
