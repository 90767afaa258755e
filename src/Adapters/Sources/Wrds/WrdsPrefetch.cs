using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using Tauric.Adapters.Catalog.Postgres;
using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Sources.Wrds;

/// <summary>
/// Copies transcripts and identifiers from WRDS into payloads that a run replays without the server: chunk by chunk of
/// firms, each whole or not at all, so that a broken night goes on where it broke.
/// </summary>
public sealed class WrdsPrefetch(WrdsRequest request, TimeProvider clock)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="told">Lines for people.</param>
    /// <exception cref="TauricException">The server refuses, or is away for longer than the attempts last.</exception>
    public async Task<WrdsReport> RunAsync(Action<string> told, CancellationToken cancelled)
    {
        DiskFault.Guard("make the folder", request.Folder, 0, () => Directory.CreateDirectory(request.Folder));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Connection());
        var checkpoint = WrdsCheckpoint.Read(request.Folder, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var withoutFirms = new List<string>();
        int chunks = 0, fetched = 0;
        foreach (WrdsQuarter quarter in request.Quarters)
        {
            List<long> firms = await Tried(() => FirmsOf(source, quarter, cancelled), told, cancelled)
                .ConfigureAwait(false);
            if (firms.Count == 0) withoutFirms.Add(quarter.Name);
            long[][] groups = [.. firms.Chunk(request.ChunkFirms)];
            checkpoint = checkpoint.Without(quarter.Name, groups.Length);
            foreach ((int index, long[] group) in groups.Index())
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{quarter.Name}-{index:D2}");
                chunks++;
                if (checkpoint.Has(request.Folder, name, group, request.Format)) continue;
                string day = checkpoint.Day;
                PrefetchedFile[] files = await Tried(
                    () => Fetch(source, quarter, name, day, group, cancelled), told, cancelled).ConfigureAwait(false);
                string[] replaced = [.. checkpoint.Chunks.Where(c => c.Name == name).SelectMany(c => c.Files)
                    .Select(f => f.Key).Except(files.Select(f => f.Key))];
                checkpoint = checkpoint.With(new PrefetchedChunk(name, group, files));
                checkpoint.Write(request.Folder);
                foreach (string key in replaced) File.Delete(Path.Combine(request.Folder, key));
                fetched++;
                told($"{name}: {group.Length} firms, {files.Sum(f => f.Bytes):N0} bytes");
            }
        }

        checkpoint.Write(request.Folder);
        return new WrdsReport(chunks, fetched, checkpoint.Chunks.Sum(c => c.Files.Sum(f => f.Bytes)), withoutFirms);
    }

    private string Connection()
    {
        try
        {
            // As for a catalog: no Kerberos but by the user's own wish, which comes after this one.
            return new NpgsqlConnectionStringBuilder($"GssEncryptionMode=Disable;{request.Connection}")
            { CommandTimeout = 0 }.ConnectionString;
        }
        catch (ArgumentException)
        {
            // Its message may quote the text, and the password is in it.
            throw new PlanException("wrds_url is no connection: write Host=…;Port=…;Database=…;Username=…;Password=….");
        }
    }

    private static async Task<List<long>> FirmsOf(
        NpgsqlDataSource source, WrdsQuarter quarter, CancellationToken cancelled)
    {
        await using NpgsqlCommand command = source.CreateCommand(WrdsSql.Firms(quarter));
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancelled).ConfigureAwait(false);
        var firms = new List<long>();
        while (await rows.ReadAsync(cancelled).ConfigureAwait(false)) firms.Add(rows.GetInt64(0));
        return firms;
    }

    /// <summary>All copies of a chunk aside, in one snapshot of the database, then into place.</summary>
    private async Task<PrefetchedFile[]> Fetch(NpgsqlDataSource source, WrdsQuarter quarter, string name, string day,
        long[] firms, CancellationToken cancelled)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancelled).ConfigureAwait(false);
        await using NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, cancelled).ConfigureAwait(false);
        var keys = new List<string>();
        foreach ((string folder, string query) in WrdsSql.Copies(quarter, firms))
        {
            string key = $"raw/{folder}/{name}/{day}.{request.Format}";
            string path = Path.Combine(request.Folder, key + ".partial");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (request.Format == "parquet") CopyColumns(connection, query, path, cancelled);
            else await Copy(connection, query, path, cancelled).ConfigureAwait(false);
            keys.Add(key);
        }

        return DiskFault.Guard("keep what was fetched", request.Folder, 0, () =>
        {
            string[] partial = [.. keys.Select(key => Path.Combine(request.Folder, key + ".partial"))];
            Durability.SyncFiles(request.Folder, partial);
            foreach (string path in partial) File.Move(path, path[..^".partial".Length], overwrite: true);
            return keys.Select(key => new PrefetchedFile(key, new FileInfo(Path.Combine(request.Folder, key)).Length,
                WrdsCheckpoint.HashOf(request.Folder, key))).ToArray();
        });
    }

    private static async Task Copy(
        NpgsqlConnection connection, string query, string path, CancellationToken cancelled)
    {
        await using var file = new StreamWriter(path, append: false, s_utf8);
        using TextReader rows = await connection.BeginTextExportAsync(WrdsSql.Copy(query), cancelled)
            .ConfigureAwait(false);
        var buffer = new char[1 << 16];
        for (int read; (read = await rows.ReadAsync(buffer, cancelled).ConfigureAwait(false)) > 0;)
            await file.WriteAsync(buffer.AsMemory(0, read), cancelled).ConfigureAwait(false);
    }

    private static void CopyColumns(
        NpgsqlConnection connection, string query, string path, CancellationToken cancelled)
    {
        (string sql, Schema schema) = PostgresTables.Shape(connection, $"({query}) AS found");
        using var command = new NpgsqlCommand(sql, connection);
        using CancellationTokenRegistration asked = cancelled.Register(command.Cancel);
        using NpgsqlDataReader rows = command.ExecuteReader();
        using var pool = new DuckPool();
        new ParquetSink(pool).Write(path, schema, PostgresTypes.Batches(rows));
    }

    /// <summary>Again after 1, 2, 4… seconds while what went wrong may pass.</summary>
    private async Task<T> Tried<T>(Func<Task<T>> work, Action<string> told, CancellationToken cancelled)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception e) when (IsOfServer(e))
            {
                bool passes = e is NpgsqlException { IsTransient: true } or SocketException;
                if (!passes || attempt >= request.Attempts) throw Described(e);
                told($"the server is away ({e.Message}); trying again");
                await Task.Delay(TimeSpan.FromSeconds(1 << (attempt - 1)), clock, cancelled).ConfigureAwait(false);
            }
        }
    }

    private static bool IsOfServer(Exception e) => e is NpgsqlException or SocketException or TimeoutException;

    private static TauricException Described(Exception e) => e switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.InvalidSchemaName
        } refused => new PlanException(
            $"WRDS lacks what is asked for: {refused.MessageText}. The views needed are in the README, at "
            + "'tauric prefetch'.", e),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused => new ResourceException(
            $"This user may not read at WRDS: {refused.MessageText}. Ask for Capital IQ transcripts and the CCM link "
            + "table.", e),
        PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification
        } => new ResourceException(
            "WRDS does not accept this user: check user name and password in wrds_url.", e),
        PostgresException refused => new ResourceException($"WRDS refused: {refused.MessageText}.", e),
        _ => new ResourceException($"WRDS cannot be reached: {e.Message} What was fetched is kept: run it again.", e),
    };
}
