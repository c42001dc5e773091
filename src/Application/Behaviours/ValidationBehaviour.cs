using FluentValidation;
using MediatR;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Behaviours;

/// <summary>Checks the request's shape; the first failure names the argument.</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(IValidator<TRequest> validator) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var result = validator.Validate(request);
        if (result.IsValid)
        {
            return next();
        }

        var first = result.Errors[0];
        var field = string.Join('.', first.PropertyName.Split('.').Where(part => part != "Value").Select(WireJson.Naming.ConvertName));
        throw new AppException(AppError.Invalid(field, first.ErrorMessage));
    }
}
