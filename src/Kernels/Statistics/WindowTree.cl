// The twin of WindowTree and Moments. OpenCL C has no recursion: values come newest first, and two blocks of one size
// become one where a binary counter of the values carries. That is the tree, block for block.
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF

// Windows have at most 10,000 rows.
#define WINDOW_LEVELS 14

// The NaN of .NET, to the bit.
#define WARMING as_double(0xFFF8000000000000UL)

// newest: points to the last value of the window.
double window_sum(__global const double* newest, int length)
{
    double blocks[WINDOW_LEVELS];
    for (int i = 0; i < length; i++)
    {
        double block = newest[-i];
        int level = 0;
        for (; (i >> level) & 1; level++) block = blocks[level] + block;
        blocks[level] = block;
    }

    int level = 31 - clz(length);
    double sum = blocks[level];
    while (--level >= 0)
        if ((length >> level) & 1) sum += blocks[level];
    return sum;
}

double window_mean(__global const double* newest, int length)
{
    return window_sum(newest, length) * (1.0 / length);
}

typedef struct { int count; double sum; double squares; } moments;

moments moments_merge(moments newer, moments older)
{
    double times = newer.count / older.count;
    moments all;
    all.count = newer.count + older.count;
    all.sum = newer.sum + older.sum;
    double apart = fma(-times, older.sum, newer.sum);
    all.squares = fma(apart * apart, 1.0 / (times * all.count), newer.squares + older.squares);
    return all;
}

moments window_moments(__global const double* newest, int length)
{
    moments blocks[WINDOW_LEVELS];
    for (int i = 0; i < length; i++)
    {
        moments block = { 1, newest[-i], 0 };
        int level = 0;
        for (; (i >> level) & 1; level++) block = moments_merge(blocks[level], block);
        blocks[level] = block;
    }

    int level = 31 - clz(length);
    moments all = blocks[level];
    while (--level >= 0)
        if ((length >> level) & 1) all = moments_merge(all, blocks[level]);
    return all;
}

// Of +0 and −0 the older, as on the processor, where an extremum of equals is the one behind.
double window_max(__global const double* newest, int length)
{
    double max = newest[0];
    for (int i = 1; i < length; i++) max = max > newest[-i] ? max : newest[-i];
    return max;
}

double window_min(__global const double* newest, int length)
{
    double min = newest[0];
    for (int i = 1; i < length; i++) min = min < newest[-i] ? min : newest[-i];
    return min;
}

double ratio_of(double numerator, double denominator)
{
    return denominator == 0 ? 0 : numerator / denominator;
}
