// The twin of SeededMean.
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF

typedef struct { int seen; double value; } seeded_mean;

double seeded_mean_push(seeded_mean* mean, double x, int period, double weight)
{
    if (mean->seen >= period) return mean->value = fma(1 - weight, mean->value, weight * x);
    mean->value += x;
    if (++mean->seen < period) return as_double(0xFFF8000000000000UL);
    return mean->value *= 1.0 / period;
}
