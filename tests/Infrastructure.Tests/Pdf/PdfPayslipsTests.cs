using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Common;
using Pinnokio.Application.Files.Contracts;
using Pinnokio.Domain.Hr;
using Pinnokio.Infrastructure.Pdf;
using Pinnokio.Infrastructure.Postgres.Files;
using Pinnokio.Infrastructure.Tests.Postgres;

namespace Pinnokio.Infrastructure.Tests.Pdf;

public sealed class PdfPayslipsTests : IAsyncLifetime
{
    private HrDatabase _database = null!;
    private Employee _employee = null!;
    private PayrollResult _result = null!;

    public async Task InitializeAsync()
    {
        _database = await HrDatabase.MigratedAsync();
        await using var context = _database.CreateDbContext();
        _employee = await context.AddEmployeeAsync();
        _result = await context.AddResultAsync(_employee);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task MakesOneFile_WhenManyAskOnTwoReplicas()
    {
        PdfPayslips[] replicas = [Replica(), Replica()];

        var links = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => replicas[i % 2].CreateAsync(_result.Id, default)));

        links.Distinct().ShouldBe([$"/{await FileOfResultAsync()}"]);
        (await _database.ScalarAsync<long>("SELECT count(*) FROM core.files")).ShouldBe(1);
        (await replicas[0].FindLinkAsync(_result.Id, default)).ShouldBe(links[0]);
    }

    [Fact]
    public async Task HasNone_BeforeOneIsMade()
    {
        (await Replica().FindLinkAsync(_result.Id, default)).ShouldBeNull();
        (await Replica().FindLinkAsync(Guid.CreateVersion7(), default)).ShouldBeNull();
    }

    [Fact]
    public async Task MakesAnother_WhenTheDraftWasValidated()
    {
        var draft = await Replica().CreateAsync(_result.Id, default);
        await _database.ExecuteAsync("UPDATE hr.payroll_results SET status = 'validated'");

        (await Replica().FindLinkAsync(_result.Id, default)).ShouldBeNull();
        var final = await Replica().CreateAsync(_result.Id, default);

        final.ShouldNotBe(draft);
        final.ShouldBe($"/{await FileOfResultAsync()}");
        var rows = PdfText.PagesOf(await _database.ScalarAsync<byte[]>("SELECT content FROM core.files WHERE deleted_at IS NULL"))[0];
        rows.ShouldNotContain("BROUILLON");
    }

    [Fact]
    public async Task HasNone_WhenTheResultIsCancelled()
    {
        await Replica().CreateAsync(_result.Id, default);
        await _database.ExecuteAsync("UPDATE hr.payroll_results SET status = 'cancelled'");

        (await Replica().FindLinkAsync(_result.Id, default)).ShouldBeNull();
        var refusal = await Should.ThrowAsync<AppException>(() => Replica().CreateAsync(_result.Id, default));
        refusal.Error.Code.ShouldBe("payroll_cancelled");
    }

    [Fact]
    public async Task IsNotFound_WhenThereIsNoSuchResult()
    {
        var refusal = await Should.ThrowAsync<AppException>(() => Replica().CreateAsync(Guid.CreateVersion7(), default));

        refusal.Error.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Fact]
    public async Task KeepsWhatAnotherRendered_UnlessOneIsKeptAlready()
    {
        var kept = await Replica().KeepAsync(_result.Id, "%PDF-1.4 theirs"u8.ToArray(), default);

        (await Replica().KeepAsync(_result.Id, "%PDF-1.4 again"u8.ToArray(), default)).ShouldBe(kept);
        (await Replica().CreateAsync(_result.Id, default)).ShouldBe(kept);
        (await _database.ScalarAsync<byte[]>("SELECT content FROM core.files")).ShouldBe("%PDF-1.4 theirs"u8.ToArray());
    }

    [Fact]
    public async Task RefusesWhatIsNoPdf()
    {
        var refusal = await Should.ThrowAsync<AppException>(() => Replica().KeepAsync(_result.Id, "<html>"u8.ToArray(), default));

        refusal.Error.Code.ShouldBe("payslip_not_a_pdf");
    }

    [Fact]
    public async Task SumsTheLatestResultsOfTheYear()
    {
        await _database.ExecuteAsync(
            $"""
            INSERT INTO hr.payroll_results (company_id, employee_id, period_year, period_month, sequence, status, gross) VALUES
                ('{_employee.CompanyId}', '{_employee.Id}', 2026, 2, 0, 'validated', 1000),
                ('{_employee.CompanyId}', '{_employee.Id}', 2026, 2, 1, 'validated', 2000),
                ('{_employee.CompanyId}', '{_employee.Id}', 2026, 3, 0, 'paid', 300),
                ('{_employee.CompanyId}', '{_employee.Id}', 2026, 3, 1, 'cancelled', 40000),
                ('{_employee.CompanyId}', '{_employee.Id}', 2026, 4, 0, 'draft', 50),
                ('{_employee.CompanyId}', '{_employee.Id}', 2026, 5, 0, 'draft', 600000),
                ('{_employee.CompanyId}', '{_employee.Id}', 2025, 12, 0, 'paid', 7000000)
            """
        );
        var april = await _database.ScalarAsync<Guid>("SELECT id FROM hr.payroll_results WHERE period_month = 4");

        await Replica().CreateAsync(april, default);

        var rows = PdfText.PagesOf(await _database.ScalarAsync<byte[]>("SELECT content FROM core.files"))[0];
        rows.ShouldContain("Salaire brut|50.00|8'850.10"); // 6'500.10 of January with it
    }

    [Fact]
    public async Task LeavesNeitherFileNorMark_WhenItIsCalledOff()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Replica().CreateAsync(_result.Id, stop.Token));

        (await _database.ScalarAsync<long>("SELECT count(*) FROM core.files")).ShouldBe(0);
    }

    private Task<Guid> FileOfResultAsync() =>
        _database.ScalarAsync<Guid>($"SELECT pdf_export_id FROM hr.payroll_results WHERE id = '{_result.Id}'");

    private PdfPayslips Replica()
    {
        var services = new ServiceCollection();
        services.AddScoped(_ => _database.CreateDbContext());
        services.AddScoped<IFileStore>(provider => new PostgresFileStore(
            provider.GetRequiredService<Infrastructure.Postgres.PinnokioDbContext>(),
            _database.DataSource,
            TimeProvider.System
        ));
        return new PdfPayslips(services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), new PlainLinks());
    }

    private sealed class PlainLinks : IFileLinks
    {
        public string Create(Guid fileId) => $"/{fileId}";

        public bool IsValid(Guid fileId, string? token) => true;
    }
}
