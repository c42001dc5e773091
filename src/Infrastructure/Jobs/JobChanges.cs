using Npgsql;
using NpgsqlTypes;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Domain.Hr.Jobs;

namespace Pinnokio.Infrastructure.Jobs;

/// <summary>
/// What one transaction writes after it heard reports: the jobs that changed, what became of each report, and what is to be told. All of it, and the commit,
/// go in one round trip.
/// </summary>
internal sealed class JobChanges(IReadOnlyList<IJobDelivery> deliveries, DateTimeOffset now)
{
    private const string SettleSql = """
        UPDATE hr.job_callbacks c SET outcome = s.outcome, report = NULL
        FROM unnest($1, $2) AS s (id, outcome) WHERE c.id = s.id
        """;

    private const string TellSql = """
        INSERT INTO hr.job_outbox (job_id, kind, payload)
        SELECT job_id, kind, payload::json FROM unnest($1, $2, $3) WITH ORDINALITY AS n (job_id, kind, payload, place) ORDER BY place
        """;

    private readonly HashSet<Job> _changed = [];
    private readonly List<(long Id, string Outcome)> _settled = [];
    private readonly List<(string JobId, string Kind, byte[] Payload)> _news = [];

    /// <summary>Whether something is to be told.</summary>
    public bool HasNews => _news.Count > 0;

    /// <summary>Applies a report to a job whose row is locked.</summary>
    public ReportVerdict Hear(long reportId, string storedAs, Job job, JobCallback callback)
    {
        var verdict = callback.ToReport().ApplyTo(job, now);
        Settle(reportId, storedAs, verdict == ReportVerdict.Applied ? ReportOutcome.Applied : ReportOutcome.Outdated);
        if (verdict != ReportVerdict.Applied)
        {
            return verdict;
        }

        _changed.Add(job);
        foreach (var delivery in deliveries)
        {
            if (delivery.Compose(job, callback, now) is { } payload)
            {
                _news.Add((job.JobId, delivery.Kind, payload));
            }
        }

        return verdict;
    }

    public void Refuse(long reportId) => _settled.Add((reportId, ReportOutcome.Refused));

    public async Task CommitAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var job in _changed)
        {
            batch.BatchCommands.Add(JobRows.Update(job));
        }

        if (_settled.Count > 0)
        {
            batch.BatchCommands.Add(
                new(SettleSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<long[]> { TypedValue = [.. _settled.Select(report => report.Id)] },
                        new NpgsqlParameter<string[]> { TypedValue = [.. _settled.Select(report => report.Outcome)] },
                    },
                }
            );
        }

        if (_news.Count > 0)
        {
            batch.BatchCommands.Add(
                new(TellSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string[]> { TypedValue = [.. _news.Select(news => news.JobId)] },
                        new NpgsqlParameter<string[]> { TypedValue = [.. _news.Select(news => news.Kind)] },
                        new()
                        {
                            Value = _news.Select(news => System.Text.Encoding.UTF8.GetString(news.Payload)).ToArray(),
                            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                        },
                    },
                }
            );
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private void Settle(long reportId, string storedAs, string outcome)
    {
        if (storedAs != outcome)
        {
            _settled.Add((reportId, outcome));
        }
    }
}

/// <summary>What became of a report, as its row says.</summary>
internal static class ReportOutcome
{
    public const string Waiting = "waiting";
    public const string Applied = "applied";
    public const string Outdated = "outdated";
    public const string Refused = "refused";
}
