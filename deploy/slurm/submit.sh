#!/usr/bin/env bash
# submit.sh SHARDS SYSTEM [options of tauric run]: an array job of shards, and a run that ends it.
#   deploy/slurm/submit.sh 4 corpus --root /shared/data --input /shared/raw
# Prints the two job ids. All nodes see the data root; the catalog is PostgreSQL (TAURIC_CATALOG_URL in the environment, which
# Slurm hands on). TAURIC names the program where it is not on the PATH; SBATCH_* variables set account and partition.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,5s/^# //p' "$0"; exit 2; }
shards=$1 system=$2
shift 2
case $shards in '' | *[!0-9]* | 0*) echo "submit.sh: '$shards' is no number of shards" >&2; exit 2 ;; esac

# The script is kept by Slurm, so it names the program and its options itself.
job() {
    printf '#!/bin/bash\nexec %s' "${TAURIC:-tauric}"
    printf ' %q' "$@"
    printf '\n'
}

# A task that is lost with its node runs again; what it had leased is taken over either way.
map=$(job run "$system" --shard auto "$@" |
    sbatch --parsable --requeue --array="0-$((shards - 1))" --job-name="tauric-$system" --output="tauric-%A_%a.log")
# afterany: what a shard that failed left is computed here, or fails here with its reason.
reduce=$(job reduce "$system" "$@" |
    sbatch --parsable --requeue --dependency="afterany:$map" --job-name="tauric-$system-reduce" \
        --output="tauric-%j.log")
echo "$map $reduce"
