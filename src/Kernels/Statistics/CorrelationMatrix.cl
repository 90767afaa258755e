// The twin of CorrelationMatrix, from standard scores on.
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF

#define SIDE 16     // Items of a group in both directions; also the rows in local memory at a time.
#define EACH 2      // Columns of an item in both directions.
#define TILE 32     // SIDE * EACH
#define BLOCK 256   // Standard.BlockRows: a multiple of SIDE.

// scores: column after column. y: columns × columns; a group makes a tile and its mirror image.
__kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1)))
void correlation(__global const double* scores, int columns, int rows, __global double* y)
{
    __local double a[SIDE][TILE + 1], b[SIDE][TILE + 1];
    int left = (int)get_group_id(1) * TILE, right = (int)get_group_id(0) * TILE;
    if (left > right) return;
    int i0 = (int)get_local_id(1), j0 = (int)get_local_id(0);
    double sums[EACH][EACH], block[EACH][EACH];
    for (int i = 0; i < EACH; i++)
        for (int j = 0; j < EACH; j++) sums[i][j] = block[i][j] = 0;

    for (int start = 0; start < rows; start += SIDE)
    {
        int row = start + j0;
        for (int c = i0; c < TILE; c += SIDE)
        {
            a[j0][c] = row < rows && left + c < columns ? scores[(size_t)(left + c) * rows + row] : 0;
            b[j0][c] = row < rows && right + c < columns ? scores[(size_t)(right + c) * rows + row] : 0;
        }

        barrier(CLK_LOCAL_MEM_FENCE);
        int end = min(SIDE, rows - start);
        bool closes = (start + SIDE) % BLOCK == 0 || start + SIDE >= rows;
        for (int i = 0; i < EACH; i++)
        {
            for (int j = 0; j < EACH; j++)
            {
                for (int r = 0; r < end; r++)
                    block[i][j] = fma(a[r][i0 + i * SIDE], b[r][j0 + j * SIDE], block[i][j]);
                if (!closes) continue;
                sums[i][j] += block[i][j];
                block[i][j] = 0;
            }
        }

        barrier(CLK_LOCAL_MEM_FENCE);
    }

    for (int i = 0; i < EACH; i++)
    {
        for (int j = 0; j < EACH; j++)
        {
            int p = left + i0 + i * SIDE, q = right + j0 + j * SIDE;
            if (p >= columns || q >= columns) continue;
            double sum = sums[i][j];
            y[(size_t)p * columns + q] = y[(size_t)q * columns + p] = sum < -1 ? -1 : sum > 1 ? 1 : sum;
        }
    }
}
