using FluentValidation;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;
using Pinnokio.Domain.Hr;

namespace Pinnokio.Application.Hr.Employees;

/// <summary>What the entity cannot check of an employee's optional fields: numbers that it only sees encrypted.</summary>
internal abstract class EmployeeFieldsValidator<T> : AbstractValidator<T>
    where T : EmployeeFields
{
    protected EmployeeFieldsValidator()
    {
        this.WhenGiven(c => c.AvsNumber, v => v!.Length == 0 || AvsNumber.IsValid(v), "is not a valid AVS number");
        this.WhenGiven(c => c.Nir, v => v!.Length == 0 || FrenchNir.IsValid(v), "is not a valid NIR");
        this.WhenGiven(c => c.Iban, v => v!.Length == 0 || Iban.IsValid(v), "is not a valid IBAN");
    }
}
