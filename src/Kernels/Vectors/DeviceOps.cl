// The twin of ScalarOps. Roots and means are taken in double, which every device with fp64 rounds correctly: the root of
// a float by way of a double is the rounded root.
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF

#define TILE 64     // Queries and points of a group.
#define DEPTH 16    // Columns in local memory at a time; also the side of a group of items.
#define EACH 4      // Queries and points of an item: TILE / DEPTH.
#define LANES 64    // Items that look for one minimum.

// Of +0 and −0 the larger is +0, as in MathF.Max.
float larger(float a, float b)
{
    return a > b || (a == b && !signbit(a)) ? a : b;
}

__kernel void squared_lengths(__global const float* rows, int pitch, int count, int dimension, __global float* y)
{
    int row = (int)get_global_id(0);
    if (row >= count) return;
    __global const float* x = rows + (size_t)row * pitch;
    float sum = 0;
    for (int k = 0; k < dimension; k++) sum = fma(x[k], x[k], sum);
    y[row] = sum;
}

// y: queries × points. first: the query that y begins with. Terms: factor and offset of Metric.
__kernel __attribute__((reqd_work_group_size(DEPTH, DEPTH, 1)))
void distances(
    __global const float* queries, int query_pitch, int first, int query_count,
    __global const float* points, int point_pitch, int point_count, int dimension,
    __global const float2* query_terms, __global const float2* point_terms,
    float scale, float least, int root, __global float* y)
{
    __local float a[DEPTH][TILE + 1], b[DEPTH][TILE + 1];
    int column = (int)get_local_id(0), row = (int)get_local_id(1);
    int query = (int)get_group_id(1) * TILE, point = (int)get_group_id(0) * TILE;
    float sums[EACH][EACH];
    for (int i = 0; i < EACH; i++)
        for (int j = 0; j < EACH; j++) sums[i][j] = 0;

    for (int start = 0; start < dimension; start += DEPTH)
    {
        int k = start + column;
        for (int r = row; r < TILE; r += DEPTH)
        {
            a[column][r] = k < dimension && query + r < query_count
                ? queries[(size_t)(first + query + r) * query_pitch + k] : 0;
            b[column][r] = k < dimension && point + r < point_count
                ? points[(size_t)(point + r) * point_pitch + k] : 0;
        }

        barrier(CLK_LOCAL_MEM_FENCE);
        int depth = min(DEPTH, dimension - start);
        for (int d = 0; d < depth; d++)
            for (int i = 0; i < EACH; i++)
                for (int j = 0; j < EACH; j++)
                    sums[i][j] = fma(a[d][row + i * DEPTH], b[d][column + j * DEPTH], sums[i][j]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    for (int i = 0; i < EACH; i++)
    {
        int q = query + row + i * DEPTH;
        if (q >= query_count) continue;
        float2 s = query_terms[first + q];
        for (int j = 0; j < EACH; j++)
        {
            int p = point + column + j * DEPTH;
            if (p >= point_count) continue;
            float2 t = point_terms[p];
            float key = larger(least, fma(-(s.x * (scale * t.x)), sums[i][j], s.y + t.y));
            y[(size_t)q * point_count + p] = root ? (float)sqrt((double)key) : key;
        }
    }
}

// Distances to mutual reachability; +∞ within a component.
__kernel void reachability(
    __global float* y, int first, int query_count, int point_count, __global const float* core,
    __global const int* components)
{
    int p = (int)get_global_id(0), q = (int)get_global_id(1);
    if (p >= point_count || q >= query_count) return;
    __global float* distance = y + (size_t)q * point_count + p;
    *distance = components[first + q] == components[p]
        ? INFINITY : larger(larger(core[first + q], core[p]), *distance);
}

// The k nearest of a row of distances, one after the other; ties to the lower row. What is +∞ is no neighbour.
__kernel __attribute__((reqd_work_group_size(LANES, 1, 1)))
void nearest(
    __global const float* y, int point_count, int k, int self, __global int* rows, __global float* found)
{
    __local float least[LANES];
    __local int at[LANES];
    int q = (int)get_group_id(0), lane = (int)get_local_id(0);
    int skipped = self < 0 ? -1 : self + q;
    __global const float* distance = y + (size_t)q * point_count;
    float last = -INFINITY;
    int last_row = -1;
    for (int place = 0; place < k; place++)
    {
        float lane_least = INFINITY;
        int lane_at = -1;
        for (int p = lane; p < point_count; p += LANES)
        {
            float d = distance[p];
            if (d >= lane_least || p == skipped) continue;
            if (d < last || (d == last && p <= last_row)) continue;
            lane_least = d;
            lane_at = p;
        }

        least[lane] = lane_least;
        at[lane] = lane_at;
        for (int width = LANES / 2; width > 0; width /= 2)
        {
            barrier(CLK_LOCAL_MEM_FENCE);
            int other = lane + width;
            if (lane < width
                && (least[other] < least[lane] || (least[other] == least[lane] && at[other] < at[lane])))
            {
                least[lane] = least[other];
                at[lane] = at[other];
            }
        }

        barrier(CLK_LOCAL_MEM_FENCE);
        last = least[0];
        last_row = at[0];
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane == 0)
        {
            rows[(size_t)q * k + place] = last_row;
            found[(size_t)q * k + place] = last;
        }
    }
}

// order: rows by centroid, in each ascending; those of centroid c at [starts[c], starts[c + 1]).
__kernel void means(
    __global const float* points, int point_pitch, __global const int* order, __global const int* starts,
    __global const float* centroids, int centroid_pitch, int centroid_count, int dimension, __global float* y)
{
    int column = (int)get_global_id(0), c = (int)get_global_id(1);
    if (column >= dimension || c >= centroid_count) return;
    int start = starts[c], end = starts[c + 1];
    double sum = 0;
    for (int m = start; m < end; m++) sum += (double)points[(size_t)order[m] * point_pitch + column];
    y[(size_t)c * dimension + column] =
        start == end ? centroids[(size_t)c * centroid_pitch + column] : (float)(sum / (end - start));
}
