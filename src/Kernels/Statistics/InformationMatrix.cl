// The twin of InformationMatrix: one item a pair of columns.
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF

int count_both(__global const ulong* a, __global const ulong* b, int words)
{
    int count = 0;
    for (int word = 0; word < words; word++) count += (int)popcount(a[word] & b[word]);
    return count;
}

// planes: column after column, in it state after state. counts: columns × states. logs: c·ln c for every c up to rows.
__kernel void information(
    __global const ulong* planes, __global const int* counts, __global const double* logs,
    int columns, int states, int words, int rows, __global double* y)
{
    int p = (int)get_global_id(1), q = (int)get_global_id(0);
    if (p > q || q >= columns) return;
    __global const ulong* x = planes + (size_t)p * states * words;
    __global const ulong* z = planes + (size_t)q * states * words;
    double together = 0, apart = 0;
    for (int i = 0; i < states; i++)
    {
        apart += logs[counts[p * states + i]] + logs[counts[q * states + i]];
        together += logs[count_both(x + (size_t)i * words, z + (size_t)i * words, words)];
        for (int j = i + 1; j < states; j++)
            together += logs[count_both(x + (size_t)i * words, z + (size_t)j * words, words)]
                + logs[count_both(x + (size_t)j * words, z + (size_t)i * words, words)];
    }

    double nats = (logs[rows] + together - apart) / rows;
    y[(size_t)p * columns + q] = y[(size_t)q * columns + p] = nats > 0 ? nats : 0;
}
