using Pinnokio.Support;

namespace Pinnokio.Benchmarks.Load;

/// <summary>Companies of 25, 10 000 and no employees, and a hundred of 25 for the mixed case.</summary>
internal static class BenchData
{
    private const int MixedCompanies = 100;

    public static Guid Small { get; } = Company(1);

    public static Guid Large { get; } = Company(2);

    public static Guid Empty { get; } = Company(3);

    public static Guid Mixed(int number) => Company(1_000 + (number % MixedCompanies));

    public static async Task SeedAsync(TestDatabase database)
    {
        await database.ExecuteAsync("INSERT INTO core.accounts (id, firebase_uid) VALUES (gen_random_uuid(), 'bench')");
        await AddAsync(database, Small, 25);
        await AddAsync(database, Large, 10_000);
        await AddAsync(database, Empty, 0);
        for (var n = 0; n < MixedCompanies; n++)
        {
            await AddAsync(database, Mixed(n), 25);
        }

        await database.ExecuteAsync("ANALYZE");
    }

    private static Guid Company(int number) => Guid.Parse($"00000000-0000-4000-8000-{number:000000000000}");

    private static Task<int> AddAsync(TestDatabase database, Guid company, int employees) =>
        database.ExecuteAsync(
            $"""
            INSERT INTO core.companies (id, account_id, firebase_mandate_path, name, country, country_code)
            SELECT '{company}', id, 'clients/bench/mandates/{company}', 'Société', 'Switzerland', 'CH' FROM core.accounts LIMIT 1;
            INSERT INTO hr.employees (company_id, identifier, first_name, last_name, birth_date, cluster_code, hire_date, sex, nationality,
                permit_type, family_status, tax_status, children_count, email, phone, postal_code, city)
            SELECT '{company}', 'EMP' || lpad(n::text, 5, '0'), (ARRAY['Jean','Élodie','Marc','Zoé'])[1 + n % 4], (ARRAY['Favre','Müller','Rossi'])[1 + n % 3],
                date '1960-01-01' + (n * 7919) % 15000, 'CH-GE', date '2005-01-01' + (n * 6133) % 7000, 'F', 'CH', 'B', 'single', 'A', n % 4,
                'employee' || n || '@exemple.ch', '+41790000000', '1204', 'Genève'
            FROM generate_series(1, {employees}) n
            """
        );
}
