using FluentValidation;
using Pinnokio.Application.Common;
using Pinnokio.Domain.Common;

namespace Pinnokio.Application.Hr.References;

/// <summary>The arguments that the reference methods share, and what they mean when absent.</summary>
internal static class ReferenceArguments
{
    /// <summary>Switzerland unless stated.</summary>
    public static string Country(string? given) => given ?? CountryCode.Switzerland;

    /// <summary>French unless stated, and in the place of Italian, in which there are no labels.</summary>
    public static string Language(string? given) => given is null or Domain.Common.Language.Italian ? Domain.Common.Language.French : given;

    public static IRuleBuilderOptions<T, string?> KnownCountry<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null or CountryCode.Switzerland or CountryCode.France).WithMessage("{PropertyName} must be CH or FR.");

    public static IRuleBuilderOptions<T, string?> KnownLanguage<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || Domain.Common.Language.All.Contains(code))
            .WithMessage("{PropertyName} must be fr, de, en or it.");

    /// <summary>What every one of these requests has.</summary>
    public static void AddCallerRules<T>(this AbstractValidator<T> validator)
        where T : IReferenceRequest
    {
        validator.RuleFor(q => q.CompanyId).NotEqual(Guid.Empty);
        validator.RuleFor(q => q.FirebaseUserId).UserId();
    }

    /// <summary>The same, and those of the lists of one country.</summary>
    public static void AddCountryListRules<T>(this AbstractValidator<T> validator)
        where T : ICountryListRequest
    {
        validator.RuleFor(q => q.CountryCode).KnownCountry();
        validator.RuleFor(q => q.Lang).KnownLanguage();
        validator.AddCallerRules();
    }

    /// <summary>Where the answer is cached; without a name that of all lists.</summary>
    public static CacheSpec? CacheOf(this ICountryListRequest request, string? list) =>
        HrCache.ReferencesOf(request.FirebaseUserId, request.CompanyId, Country(request.CountryCode), Language(request.Lang), list);
}

/// <summary>A request for lists that are everybody's. With a user the answer is cached, beside the company's entries where one is named.</summary>
internal interface IReferenceRequest : IUserScoped, ICacheable
{
    Guid? CompanyId { get; }
}

/// <summary>A request for lists of one country, with labels in one language.</summary>
internal interface ICountryListRequest : IReferenceRequest
{
    string? CountryCode { get; }
    string? Lang { get; }
}
