using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>Brings given fields onto an employee, encrypts what is sensitive, and checks the whole.</summary>
internal sealed class EmployeeWriter(ISensitiveNumbers numbers)
{
    public void Apply<TFields>(TFields fields, Employee employee)
        where TFields : EmployeeFields
    {
        Changes<TFields, Employee>.Apply(fields, employee);
        if (fields.AvsNumber.IsGiven)
        {
            employee.AvsNumber = Protect(SensitiveNumber.Avs, fields.AvsNumber.Value, AvsNumber.TryParse, AvsNumber.Mask);
        }

        if (fields.Nir.IsGiven)
        {
            employee.Nir = Protect(SensitiveNumber.Nir, fields.Nir.Value, FrenchNir.TryParse, FrenchNir.Mask);
        }

        if (fields.Iban.IsGiven)
        {
            employee.Iban = Protect(SensitiveNumber.Iban, fields.Iban.Value, Iban.TryParse, Iban.Mask);
        }

        employee.EnsureConsistent();
    }

    private delegate bool Parser(string? text, out string canonical);

    private EncryptedNumber? Protect(SensitiveNumber kind, string? text, Parser parse, Func<string, string> mask) =>
        parse(text, out var canonical) ? numbers.Protect(kind, canonical, mask(canonical)) : null;
}
