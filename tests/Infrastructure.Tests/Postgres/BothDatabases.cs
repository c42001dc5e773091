namespace Pinnokio.Infrastructure.Tests.Postgres;

/// <summary>One database migrated from nothing and one from the deployed tables, each with a company, an employee and a contract of the tests' own.</summary>
public sealed class BothDatabases : IAsyncLifetime
{
    public const string Company = "11111111-0000-0000-0000-000000000001";
    public const string OtherCompany = "11111111-0000-0000-0000-000000000002";
    public const string Employee = "22222222-0000-0000-0000-000000000001";
    public const string Contract = "33333333-0000-0000-0000-000000000001";

    private HrDatabase _fresh = null!;
    private HrDatabase _deployed = null!;

    internal HrDatabase this[bool deployed] => deployed ? _deployed : _fresh;

    public async Task InitializeAsync()
    {
        _fresh = await HrDatabase.MigratedAsync();
        _deployed = await HrDatabase.DeployedAsync();
        await _deployed.MigrateAsync();
        foreach (var database in new[] { _fresh, _deployed })
        {
            await database.ExecuteAsync(
                $"""
                INSERT INTO core.accounts (id, firebase_uid) VALUES ('{Company}', 'own');
                INSERT INTO core.companies (id, account_id, firebase_mandate_path, name) VALUES
                    ('{Company}', '{Company}', 'own/1', 'Own'), ('{OtherCompany}', '{Company}', 'own/2', 'Other');
                INSERT INTO hr.employees (id, company_id, identifier, first_name, last_name, birth_date, cluster_code, hire_date)
                    VALUES ('{Employee}', '{Company}', 'own', 'Own', 'Own', '1990-01-01', 'CH-GE', '2020-01-01');
                INSERT INTO hr.contracts (id, company_id, employee_id, contract_type, start_date, end_date, base_salary)
                    VALUES ('{Contract}', '{Company}', '{Employee}', 'CDI', '2020-01-01', '2020-12-31', 5000);
                """
            );
        }
    }

    public async Task DisposeAsync()
    {
        await _fresh.DisposeAsync();
        await _deployed.DisposeAsync();
    }
}
